namespace BackCare.Retrieval;

/// <summary>What the classifier makes of a question as a whole, whatever would answer it.</summary>
/// <param name="UncoveredWords">How much its words speak for its not being covered, 0 to 1 on the logarithmic scale.</param>
/// <param name="UncoveredMeaning">The same for the meaning of its words.</param>
/// <param name="SmallTalk">How likely it asks nothing, 0 to 1; 0 where the classifier knows no small talk.</param>
/// <param name="TwoQuestions">How likely it asks two things, 0 to 1; 1 where the classifier can't tell.</param>
public readonly record struct AskKind(float UncoveredWords, float UncoveredMeaning, float SmallTalk, float TwoQuestions);
