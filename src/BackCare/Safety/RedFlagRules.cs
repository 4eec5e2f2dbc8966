using System.Collections.Immutable;
using BackCare.Safety.Signs;

namespace BackCare.Safety;

/// <summary>All that the screen goes by, as a clinician wrote it and compiled: categories, cautions, questions, and the words they are made of.</summary>
public sealed class RedFlagRules
{
    private readonly HashSet<string> _histories;
    private readonly Dictionary<int, Sign[]> _signsByConcept;

    internal RedFlagRules(
        Grammar grammar,
        IReadOnlyList<Sign> signs,
        ImmutableArray<RedFlagRule> categories,
        IReadOnlyList<(Caution Caution, Condition When)> cautions,
        IReadOnlyDictionary<string, Question> questions)
    {
        Grammar = grammar;
        Context = new ContextConcepts(grammar);
        Signs = signs;
        _signsByConcept = signs.GroupBy(sign => sign.Concept).ToDictionary(group => group.Key, group => group.ToArray());
        Numbering = signs.Select(sign => sign.Id).Distinct().Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        Categories = categories;
        Cautions = cautions;
        Questions = questions;
        _histories = signs.Where(sign => sign.History).Select(sign => sign.Id).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The categories of danger.</summary>
    public ImmutableArray<RedFlagRule> Categories { get; }

    internal Grammar Grammar { get; }

    internal ContextConcepts Context { get; }

    internal IReadOnlyList<Sign> Signs { get; }

    /// <summary>The signs that a concept stands for; none for most.</summary>
    internal Sign[] SignsOf(int concept) => _signsByConcept.GetValueOrDefault(concept, []);

    internal Dictionary<string, int> Numbering { get; }

    internal FactSet Facts(IEnumerable<string> told) => new(Numbering, told);

    internal IReadOnlyList<(Caution Caution, Condition When)> Cautions { get; }

    internal IReadOnlyDictionary<string, Question> Questions { get; }

    /// <summary>Whether a category can be meant where these facts were told: one that rests on an age, a condition or a medicine can't where none was.</summary>
    internal bool MayBe(string category, ImmutableArray<string> facts) => Categories.FirstOrDefault(rule => rule.Id == category) is not { } rule
        || rule.Fires.Any(fire => fire.When.Groups.Where(group => group.Signs.All(_histories.Contains)).All(group => group.Signs.Any(facts.Contains)));
}

/// <summary>A question that clears up a possible flag.</summary>
/// <param name="Id">Q1 to Q10 of the clinical reference.</param>
/// <param name="Flag">What holds when the answer isn't harmless.</param>
/// <param name="Harmless">The concept of an answer that rules it out; 0 for none.</param>
/// <param name="Before">Words put before the answer to judge both together; empty for none.</param>
public sealed record Question(string Id, RedFlag Flag, int Harmless, string Before);
