using System.Collections.Immutable;
using BackCare.Analysis.Patterns;

namespace BackCare.Retrieval;

/// <summary>
/// Which passage a question asks for, learned from the corpus's asks and judged questions: once by its words, once by the meaning of a few
/// neighbouring ones. From <c>Data/asks.bin</c>, made by <c>backcare learn</c>. Two features of the ranking among others; of a passage it has
/// never seen it says nothing.
/// </summary>
public sealed class AskClassifier
{
    /// <summary>The name of the class of what isn't covered.</summary>
    public const string Uncovered = "";

    /// <summary>The name of the class of what is no question about anything: greetings, thanks, chat.</summary>
    public const string SmallTalk = "*small-talk";

    /// <summary>The name of the class of two questions in one message.</summary>
    public const string TwoQuestions = "*two-questions";

    /// <summary>Less likely than this, on the logarithmic scale, is all the same.</summary>
    public const float Least = -8;

    private const float Negligible = 1e-6f;

    private static readonly Lazy<AskClassifier> Lazily = new(ReadShipped);

    private readonly AskWords _words;
    private readonly WordPatterns _patterns;
    private readonly Dictionary<string, int> _places;

    internal AskClassifier(ImmutableArray<string> classes, AskWords words, WordPatterns patterns)
    {
        (Classes, _words, _patterns) = (classes, words, patterns);
        _places = classes.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
    }

    /// <summary>Knows no passage.</summary>
    public static AskClassifier Nothing { get; } = new([], new AskWords([], [], 0), new WordPatterns(ShapeOf(0)));

    /// <summary>The model that ships.</summary>
    public static AskClassifier Shipped => Lazily.Value;

    /// <summary>Ids of the passages it knows, and <see cref="Uncovered"/>.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>The place of a passage among the classes; -1 for one it has never seen.</summary>
    public int PlaceOf(string id) => _places.GetValueOrDefault(id, -1);

    /// <summary>The logarithm of each class's probability, not below <see cref="Least"/>: as if one thing were asked, so that those of all other classes than <see cref="TwoQuestions"/> make up one.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="byWords">One a class, by the question's words.</param>
    /// <param name="byMeaning">One a class, by the meaning of neighbouring words.</param>
    public void Score(Question question, Span<float> byWords, Span<float> byMeaning)
    {
        _words.Score(question.Terms.AsSpan(), [], byWords);
        _patterns.Score(question.Words, byMeaning);
        SetApart(byWords);
        SetApart(byMeaning);
    }

    /// <summary>The same by the question's words and what it is asked after.</summary>
    /// <param name="after">As <see cref="Question.After"/> has it.</param>
    public void ScoreAfter(Question question, ImmutableArray<string> after, Span<float> byWords)
    {
        _words.Score(question.Terms.AsSpan(), after.AsSpan(), byWords);
        SetApart(byWords);
    }

    private void SetApart(Span<float> scores)
    {
        var two = PlaceOf(TwoQuestions);
        var rest = two < 0 ? 0 : MathF.Log(MathF.Max(1 - MathF.Exp(scores[two]), Negligible));
        for (var at = 0; at < scores.Length; at++)
            scores[at] = MathF.Max(Least, at == two ? scores[at] : scores[at] - rest);
    }

    /// <summary>Writes the model.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream);
        writer.Write(Classes.Length);
        foreach (var one in Classes)
            writer.Write(one);
        _words.Write(writer);
        _patterns.Write(writer);
    }

    /// <summary>The model as <see cref="Write"/> left it.</summary>
    public static AskClassifier Read(Stream stream)
    {
        using var reader = new BinaryReader(stream);
        var classes = new string[reader.ReadInt32()];
        for (var at = 0; at < classes.Length; at++)
            classes[at] = reader.ReadString();
        return new AskClassifier([.. classes], AskWords.Read(reader, classes.Length), WordPatterns.Read(reader));
    }

    /// <summary>The patterns that tell so many classes apart.</summary>
    internal static PatternShape ShapeOf(int classes) => new([1, 2, 3], Each: 192, QuestionWords.Marks, classes);

    private static AskClassifier ReadShipped()
    {
        using var stream = typeof(AskClassifier).Assembly.GetManifestResourceStream("BackCare.Retrieval.asks.bin")!;
        return Read(stream);
    }
}
