using BackCare.Analysis;

namespace BackCare.Retrieval;

/// <summary>Text → question: corrected, without filler, with the words of the last topic where it needs them.</summary>
public sealed class QuestionReader(Analyzer analyzer)
{
    /// <summary>The question as it stands, nothing taken from memory.</summary>
    public Question Read(string text)
    {
        var tokens = Tokenizer.Tokenize(text);
        var steps = new List<string>();
        var terms = analyzer.Analyze(tokens, steps);

        return new Question(terms, QuestionTypes.Of(tokens), [.. steps]);
    }
}
