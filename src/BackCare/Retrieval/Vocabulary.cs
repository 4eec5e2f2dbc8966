using System.Collections.Immutable;
using BackCare.Analysis;

namespace BackCare.Retrieval;

/// <summary>
/// The words of all asks, and each two that stand side by side, with their numbers and how much each tells: a word that every passage is
/// asked with tells nothing, a word of one passage tells most (entropy weighting; Dumais 1991).
/// </summary>
public sealed class Vocabulary
{
    // SUBTLEX ranks: a word beyond the list is as telling as the rarest in it.
    private const int RarestRank = 40_000;

    // Two words side by side say little more than the two by themselves.
    private const float PairShare = 0.4f;

    // How many occurrences spread over everything a term is believed to have besides those seen.
    private const double Doubt = 0.5;

    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<long, int> _pairs = [];
    private readonly float[] _weights;
    private readonly float _most;

    /// <param name="groups">For each thing that is asked for, its asks as terms.</param>
    public Vocabulary(IReadOnlyList<IReadOnlyList<ImmutableArray<Term>>> groups)
    {
        var counts = new List<Dictionary<int, int>>();
        for (var group = 0; group < groups.Count; group++)
        {
            foreach (var ask in groups[group])
                Count(ask, group, counts);
        }

        _most = MathF.Log(Math.Max(groups.Count, 2));
        _weights = [.. counts.Select(count => Weight(count.Values, groups.Count))];
        foreach (var pair in _pairs.Values)
            _weights[pair] *= PairShare;
    }

    /// <summary>How many words and pairs there are; their numbers run from 0.</summary>
    public int Size => _weights.Length;

    /// <summary>Whether the corpus has the word.</summary>
    public bool Has(Term term) => _words.ContainsKey(term.Text);

    /// <summary>How much a word or pair of the corpus tells.</summary>
    public float Weight(int number) => _weights[number];

    /// <summary>How much a word tells, whether the corpus has it or not: an unknown word by how rare it is in English.</summary>
    public float Weight(Term term)
    {
        if (_words.TryGetValue(term.Text, out var number))
            return _weights[number];

        var rank = EnglishWords.Rank(term.Word) ?? RarestRank;
        return _most * MathF.Pow(MathF.Log(rank + 2) / MathF.Log(RarestRank + 2), 2);
    }

    /// <summary>The numbers of the words and pairs of a text that the corpus has, each once; how many were written.</summary>
    /// <param name="numbers">Room for twice as many as there are terms.</param>
    /// <param name="shares">How much each counts; as much room.</param>
    public int Numbers(ReadOnlySpan<Term> terms, Span<int> numbers, Span<float> shares)
    {
        var count = 0;
        var (before, shareBefore) = (-1, 0f);
        foreach (var term in terms)
        {
            var number = _words.GetValueOrDefault(term.Text, -1);
            if (number >= 0 && !numbers[..count].Contains(number))
            {
                shares[count] = term.Share;
                numbers[count++] = number;
            }

            if (number >= 0 && before >= 0 && _pairs.TryGetValue(Pair(before, number), out var pair) && !numbers[..count].Contains(pair))
            {
                shares[count] = Math.Min(term.Share, shareBefore);
                numbers[count++] = pair;
            }

            (before, shareBefore) = (number, term.Share);
        }

        return count;
    }

    private void Count(ImmutableArray<Term> ask, int group, List<Dictionary<int, int>> counts)
    {
        var before = -1;
        foreach (var term in ask)
        {
            if (!_words.TryGetValue(term.Text, out var number))
            {
                _words[term.Text] = number = counts.Count;
                counts.Add([]);
            }

            counts[number][group] = counts[number].GetValueOrDefault(group) + 1;
            if (before >= 0)
            {
                if (!_pairs.TryGetValue(Pair(before, number), out var pair))
                {
                    _pairs[Pair(before, number)] = pair = counts.Count;
                    counts.Add([]);
                }

                counts[pair][group] = counts[pair].GetValueOrDefault(group) + 1;
            }

            before = number;
        }
    }

    /// <summary>The logarithm of the number of groups less the entropy of the term over them.</summary>
    private static float Weight(IReadOnlyCollection<int> counts, int groups)
    {
        var total = counts.Sum() + Doubt;
        var rest = Doubt / groups / total;
        var entropy = -(groups - counts.Count) * rest * Math.Log(rest);
        foreach (var count in counts)
        {
            var share = (count / total) + rest;
            entropy -= share * Math.Log(share);
        }

        return (float)Math.Max(0, Math.Log(groups) - entropy);
    }

    private static long Pair(int first, int second) => ((long)first << 32) | (uint)second;
}
