using System.Collections.Immutable;
using BackCare.Analysis;

namespace BackCare.Retrieval;

/// <summary>Text → question: corrected, without filler, with the words of the last topic where it needs them.</summary>
public sealed class QuestionReader(Analyzer analyzer, IReadOnlySet<string> subjects)
{
    /// <summary>The question as it stands, nothing taken from memory.</summary>
    public Question Read(string text) => Read(Tokenizer.Tokenize(text));

    /// <summary>Where the message may hold two questions: each pair as it stands, without the word that joins them.</summary>
    public IEnumerable<(Question First, Question Second)> Halves(string text)
    {
        var tokens = Tokenizer.Tokenize(text);
        return TwoQuestions.Places(tokens).Select(place => (Read([.. tokens.Take(place)]), Read([.. tokens.Skip(place).SkipWhile(TwoQuestions.IsJoin)])));
    }

    private Question Read(IReadOnlyList<Token> tokens)
    {
        var steps = new List<string>();
        var words = analyzer.Correct(tokens, steps);
        var terms = Focus.Weigh(tokens, analyzer.Terms(words));

        return new Question(terms, QuestionTypes.Of(tokens), [.. steps])
        {
            Words = QuestionWords.Of(words),
            Leans = tokens.Count > 0 && FollowUp.Leans(tokens, terms),
            IsForeign = !terms.Any(term => subjects.Contains(term.Text)),
        };
    }

    /// <summary>The question with the words of the last topic that it leaves out.</summary>
    /// <param name="lastTerms">As <see cref="Memory.LastTerms"/> has them.</param>
    public static Question Complete(Question question, ImmutableArray<string> lastTerms)
    {
        var carried = FollowUp.Missing(lastTerms, question.Terms).ToImmutableArray();

        return question with
        {
            Terms = [.. question.Terms, .. carried],
            Words = [.. question.Words, .. carried.Select(term => QuestionWords.Of(term.Word))],
            IsForeign = false,
            Steps = question.Steps.Add($"taken from the last question: {string.Join(' ', carried.Select(term => term.Word))}"),
        };
    }
}
