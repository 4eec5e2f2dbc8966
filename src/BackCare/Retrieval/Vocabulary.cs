using System.Collections.Immutable;
using System.Runtime.InteropServices;
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
    private int _size;

    /// <param name="groups">For each thing that is asked for, its asks as terms.</param>
    public Vocabulary(IReadOnlyList<IReadOnlyList<ImmutableArray<Term>>> groups)
    {
        Asks = [.. groups.SelectMany(group => group).Select(Encode)];
        var occurrences = Occurrences(groups);

        _most = MathF.Log(Math.Max(groups.Count, 2));
        _weights = new float[_size];
        Spread = new (int, int)[_size][];
        for (var start = 0; start < occurrences.Length;)
        {
            var number = (int)(occurrences[start] >> 32);
            var spread = new List<(int Group, int Count)>();
            while (start < occurrences.Length && (int)(occurrences[start] >> 32) == number)
            {
                var same = start;
                while (same < occurrences.Length && occurrences[same] == occurrences[start])
                    same++;
                spread.Add(((int)(uint)occurrences[start], same - start));
                start = same;
            }

            Spread[number] = [.. spread];
            _weights[number] = Weight(Spread[number], groups.Count);
        }

        foreach (var pair in _pairs.Values)
            _weights[pair] *= PairShare;
    }

    /// <summary>For each ask, in order, the numbers of its words and pairs, each once.</summary>
    internal int[][] Asks { get; }

    /// <summary>For each number, the groups whose asks say it, and how many of them do.</summary>
    internal (int Group, int Count)[][] Spread { get; }

    /// <summary>How many words and pairs there are; their numbers run from 0.</summary>
    public int Size => _size;

    /// <summary>How much a word or pair of the corpus tells.</summary>
    public float Weight(int number) => _weights[number];

    /// <summary>How much a word tells, whether the corpus has it or not: an unknown word by how rare it is in English.</summary>
    public float Weight(Term term) => Weight(term, out _);

    /// <summary>The same, and whether the corpus has the word.</summary>
    public float Weight(Term term, out bool isKnown)
    {
        isKnown = _words.TryGetValue(term.Text, out var number);
        if (isKnown)
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

    // Which number stands in an ask of which group, sorted: one entry an ask.
    private long[] Occurrences(IReadOnlyList<IReadOnlyList<ImmutableArray<Term>>> groups)
    {
        var occurrences = new long[Asks.Sum(ask => ask.Length)];
        var (at, ask) = (0, 0);
        for (var group = 0; group < groups.Count; group++)
        {
            for (var end = ask + groups[group].Count; ask < end; ask++)
            {
                foreach (var number in Asks[ask])
                    occurrences[at++] = ((long)number << 32) | (uint)group;
            }
        }

        Array.Sort(occurrences);
        return occurrences;
    }

    private int[] Encode(ImmutableArray<Term> ask)
    {
        Span<int> numbers = stackalloc int[2 * WeighedTerms.Most];
        var (count, before) = (0, -1);
        foreach (var term in ask.AsSpan()[..Math.Min(ask.Length, WeighedTerms.Most)])
        {
            var number = Known(_words, term.Text);
            if (!numbers[..count].Contains(number))
                numbers[count++] = number;
            if (before >= 0 && Known(_pairs, Pair(before, number)) is var pair && !numbers[..count].Contains(pair))
                numbers[count++] = pair;
            before = number;
        }

        return numbers[..count].ToArray();
    }

    private int Known<T>(Dictionary<T, int> numbers, T key)
        where T : notnull
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, key, out var known);
        if (!known)
            number = _size++;
        return number;
    }

    /// <summary>The logarithm of the number of groups less the entropy of the term over them.</summary>
    private static float Weight((int Group, int Count)[] spread, int groups)
    {
        var total = spread.Sum(part => part.Count) + Doubt;
        var rest = Doubt / groups / total;
        var entropy = -(groups - spread.Length) * rest * Math.Log(rest);
        foreach (var (_, count) in spread)
        {
            var share = (count / total) + rest;
            entropy -= share * Math.Log(share);
        }

        return (float)Math.Max(0, Math.Log(groups) - entropy);
    }

    private static long Pair(int first, int second) => ((long)first << 32) | (uint)second;
}
