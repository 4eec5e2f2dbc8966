using System.Collections.Frozen;
using BackCare.Analysis;

namespace BackCare.Retrieval;

/// <summary>The terms of the corpus with their numbers and how much each tells: a term of few passages tells more.</summary>
public sealed class Vocabulary
{
    // SUBTLEX ranks: a word beyond the list is as telling as the rarest in it.
    private const int RarestRank = 40_000;

    private readonly FrozenDictionary<string, int> _numbers;
    private readonly float[] _weights;
    private readonly float _most;

    /// <param name="passages">For each passage, its terms.</param>
    public Vocabulary(IReadOnlyCollection<IReadOnlyCollection<string>> passages)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var terms in passages)
        {
            foreach (var term in terms.Distinct())
                counts[term] = counts.GetValueOrDefault(term) + 1;
        }

        var ordered = counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
        _numbers = ordered.Select((pair, number) => (pair.Key, number)).ToFrozenDictionary(pair => pair.Key, pair => pair.number, StringComparer.Ordinal);
        _weights = [.. ordered.Select(pair => (float)Bm25.Idf(passages.Count, pair.Value))];
        _most = (float)Bm25.Idf(Math.Max(passages.Count, 1), 1);
    }

    /// <summary>How many terms there are; their numbers run from 0.</summary>
    public int Count => _weights.Length;

    /// <summary>-1 for a term the corpus doesn't have.</summary>
    public int Number(string term) => _numbers.GetValueOrDefault(term, -1);

    /// <summary>How much a term of the corpus tells.</summary>
    public float Weight(int number) => _weights[number];

    /// <summary>How much a term tells, whether the corpus has it or not: an unknown word by how rare it is in English.</summary>
    public float Weight(Term term)
    {
        if (_numbers.TryGetValue(term.Text, out var number))
            return _weights[number];

        var rank = EnglishWords.Rank(term.Word) ?? RarestRank;
        return _most * MathF.Log(rank + 2) / MathF.Log(RarestRank + 2);
    }
}
