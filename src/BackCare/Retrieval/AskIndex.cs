using System.Buffers;
using System.Collections.Immutable;
using BackCare.Analysis;
using BackCare.Analysis.Patterns;

namespace BackCare.Retrieval;

/// <summary>
/// Every way of asking that the corpus knows, grouped by what it asks for, as weighted terms and as vectors: how near a question comes to
/// the nearest of each group, by words and by meaning. The vector of a text is the weighted mean of its words' vectors, the weight falling
/// with how common a word is (Arora, Liang and Ma, "A simple but tough-to-beat baseline for sentence embeddings", 2017).
/// </summary>
public sealed class AskIndex
{
    // A word that tells nothing still has a little meaning.
    private const float CommonWord = 0.1f;

    private readonly Vocabulary _vocabulary;
    private readonly WordMeanings _meanings;
    private readonly int _dimensions;
    private readonly int[] _groupStart;
    private readonly ByteRows _askVectors;
    private readonly float[] _askWeight;
    private readonly (int Group, float Saturation, float Bm25)[][] _bag;
    private readonly int[] _postingStart;
    private readonly int[] _postingAsk;
    private readonly float[] _postingWeight;

    /// <param name="groups">For each group, its asks as terms.</param>
    /// <param name="vocabulary">Of the same asks.</param>
    /// <param name="meanings">Of the same asks.</param>
    internal AskIndex(IReadOnlyList<IReadOnlyList<ImmutableArray<Term>>> groups, Vocabulary vocabulary, WordMeanings meanings)
    {
        _vocabulary = vocabulary;
        _meanings = meanings;
        _dimensions = meanings.Dimensions;
        _groupStart = new int[groups.Count + 1];
        for (var group = 0; group < groups.Count; group++)
            _groupStart[group + 1] = _groupStart[group] + groups[group].Count;

        _bag = Bags(groups, vocabulary);
        _askVectors = new ByteRows(_dimensions, Embed(vocabulary, meanings));
        _askWeight = new float[Count];
        _postingStart = new int[vocabulary.Size + 1];
        foreach (var number in vocabulary.Asks.SelectMany(numbers => numbers))
            _postingStart[number + 1]++;
        for (var number = 0; number < vocabulary.Size; number++)
            _postingStart[number + 1] += _postingStart[number];

        _postingAsk = new int[_postingStart[^1]];
        _postingWeight = new float[_postingStart[^1]];
        var next = _postingStart[..^1];
        for (var ask = 0; ask < Count; ask++)
        {
            var (squares, total) = (1e-9f, 1e-9f);
            foreach (var number in vocabulary.Asks[ask])
            {
                squares += vocabulary.Weight(number) * vocabulary.Weight(number);
                total += vocabulary.Weight(number);
            }

            var norm = MathF.Sqrt(squares);
            _askWeight[ask] = norm / total;
            foreach (var number in vocabulary.Asks[ask])
            {
                _postingAsk[next[number]] = ask;
                _postingWeight[next[number]++] = vocabulary.Weight(number) / norm;
            }
        }
    }

    /// <summary>How many asks there are.</summary>
    public int Count => _groupStart[^1];

    /// <summary>How many groups there are.</summary>
    public int Groups => _groupStart.Length - 1;

    /// <summary>For each group that may be what is asked for, how near its asks come to the question, by words and in meaning.</summary>
    /// <param name="isLikely">For each group, whether it is worth looking at: this costs most of a search.</param>
    /// <param name="nearness">One a group, to be filled; <see cref="AskNearness.None"/> for the others.</param>
    internal void Near(WeighedTerms terms, ReadOnlySpan<bool> isLikely, Span<AskNearness> nearness)
    {
        var common = ArrayPool<InCommon>.Shared.Rent(Count);
        try
        {
            AddWords(terms, isLikely, common);
            Span<float> vector = stackalloc float[_dimensions];
            Span<short> question = stackalloc short[ByteRows.RoomFor(_dimensions)];
            Embed(terms, vector);
            var worth = ByteRows.Prepare(vector, question);
            for (var group = 0; group < Groups; group++)
                nearness[group] = isLikely[group] ? Nearest(group, common, question, worth) : AskNearness.None(_groupStart[group]);
        }
        finally
        {
            ArrayPool<InCommon>.Shared.Return(common);
        }
    }

    /// <summary>For each group, how much of the question's weight its asks say, a word said by many of them counting more (BM25's saturation).</summary>
    /// <param name="scores">For each group, BM25 over all its asks as one text, brought to 0 to 1.</param>
    internal void Said(WeighedTerms terms, Span<float> shares, Span<float> scores)
    {
        var numbers = terms.Numbers;
        var parts = terms.Shares;
        shares.Clear();
        scores.Clear();
        var total = 1e-6f + terms.Unknown;
        for (var at = 0; at < numbers.Length; at++)
        {
            var weight = _vocabulary.Weight(numbers[at]) * parts[at];
            total += weight;
            foreach (var (group, saturation, score) in _bag[numbers[at]])
            {
                shares[group] += weight * saturation;
                scores[group] += score * parts[at];
            }
        }

        for (var group = 0; group < shares.Length; group++)
        {
            shares[group] /= total;
            scores[group] /= scores[group] + 4;
        }
    }

    private static (int, float, float)[][] Bags(IReadOnlyList<IReadOnlyList<ImmutableArray<Term>>> groups, Vocabulary vocabulary)
    {
        int[] lengths = [.. groups.Select(group => group.Sum(ask => ask.Length))];
        var average = Math.Max(1, lengths.Average());
        var bm25 = Bm25.Default;
        var bags = new (int, float, float)[vocabulary.Size][];
        for (var number = 0; number < bags.Length; number++)
        {
            var spread = vocabulary.Spread[number];
            var idf = Bm25.Idf(groups.Count, spread.Length);
            var bag = bags[number] = new (int, float, float)[spread.Length];
            for (var at = 0; at < bag.Length; at++)
            {
                var (group, count) = spread[at];
                bag[at] = (group, (float)bm25.Saturation(40.0 * count / groups[group].Count, 1, 1), (float)(idf * bm25.Saturation(count, lengths[group], average)));
            }
        }

        return bags;
    }

    private static float[] Embed(Vocabulary vocabulary, WordMeanings meanings)
    {
        var weights = meanings.Words.Select(vocabulary.Weight).ToArray();
        var vectors = new float[meanings.Asks.Length * meanings.Dimensions];
        for (var ask = 0; ask < meanings.Asks.Length; ask++)
        {
            var vector = vectors.AsSpan(ask * meanings.Dimensions, meanings.Dimensions);
            foreach (var word in meanings.Asks[ask])
                WordMeanings.Add(vector, meanings.Row(word), weights[word] + CommonWord);
            Normalise(vector);
        }

        return vectors;
    }

    private AskNearness Nearest(int group, InCommon[] common, ReadOnlySpan<short> question, float worth)
    {
        var (bestWords, bestMeaning, bestSaid) = (0f, 0f, 0f);
        var (first, second, third) = (0f, 0f, 0f);
        var (nearest, nearest2, nearest3) = (_groupStart[group], -1, -1);
        var density = 0f;
        for (var ask = _groupStart[group]; ask < _groupStart[group + 1]; ask++)
        {
            var meaning = Math.Max(0, _askVectors.Dot(ask, question, worth));
            var (words, said) = common[ask];
            var both = (words + meaning) / 2;
            bestWords = Math.Max(bestWords, words);
            bestMeaning = Math.Max(bestMeaning, meaning);
            bestSaid = Math.Max(bestSaid, said);
            var cube = both * both * both;
            density += cube * cube;
            if (both > first)
                (first, second, third, nearest, nearest2, nearest3) = (both, first, second, ask, nearest, nearest2);
            else if (both > second)
                (second, third, nearest2, nearest3) = (both, second, ask, nearest2);
            else if (both > third)
                (third, nearest3) = (both, ask);
        }

        return new AskNearness(bestWords, bestMeaning, first, (first + second + third) / 3, MathF.Pow(density, 1f / 6), bestSaid, nearest, nearest2, nearest3);
    }

    /// <summary>The cosine of weighted words, and for each ask how much of it the question says; of likely groups only.</summary>
    private void AddWords(WeighedTerms terms, ReadOnlySpan<bool> isLikely, InCommon[] common)
    {
        var numbers = terms.Numbers;
        var parts = terms.Shares;
        var squares = 1e-9f + terms.UnknownSquares;
        for (var group = 0; group < Groups; group++)
        {
            if (isLikely[group])
                Array.Clear(common, _groupStart[group], _groupStart[group + 1] - _groupStart[group]);
        }

        for (var at = 0; at < numbers.Length; at++)
        {
            var number = numbers[at];
            var weight = _vocabulary.Weight(number) * parts[at];
            squares += weight * weight;

            // The asks that say it stand group by group.
            var posting = _postingStart[number];
            foreach (var (group, asks) in _vocabulary.Spread[number])
            {
                var end = posting + asks;
                for (; isLikely[group] && posting < end; posting++)
                {
                    ref var ask = ref common[_postingAsk[posting]];
                    ask.Words += weight * _postingWeight[posting];
                    ask.Said += parts[at] * _postingWeight[posting];
                }

                posting = end;
            }
        }

        var scale = 1 / MathF.Sqrt(squares);
        for (var group = 0; group < Groups; group++)
        {
            for (var ask = _groupStart[group]; isLikely[group] && ask < _groupStart[group + 1]; ask++)
            {
                common[ask].Words *= scale;
                common[ask].Said *= _askWeight[ask];
            }
        }
    }

    private void Embed(WeighedTerms terms, Span<float> vector)
    {
        vector.Clear();
        Span<float> word = stackalloc float[_dimensions];
        for (var at = 0; at < terms.Terms.Length; at++)
        {
            _meanings.Read(terms.Terms[at].Word, word);
            WordMeanings.Add(vector, word, terms.Weights[at] + (CommonWord * terms.Terms[at].Share));
        }

        Normalise(vector);
    }

    private static void Normalise(Span<float> vector)
    {
        var length = MathF.Sqrt(WordVectors.Dot(vector, vector));
        if (length <= 0)
            return;
        foreach (ref var value in vector)
            value /= length;
    }

    // What an ask and the question have in common in words: the cosine, and how much of the ask is said.
    private record struct InCommon(float Words, float Said);
}

/// <summary>How near the asks of one group come to a question; each number 0 to 1.</summary>
/// <param name="Words">The nearest by words.</param>
/// <param name="Meaning">The nearest by meaning.</param>
/// <param name="Both">The nearest by the mean of the two.</param>
/// <param name="Three">The mean of the three nearest.</param>
/// <param name="Density">How many come near at all (the sixth norm of all).</param>
/// <param name="Said">How much of an ask the question says.</param>
/// <param name="Nearest">Which ask is the nearest.</param>
/// <param name="Second">Which is the second; -1 when there is none.</param>
/// <param name="Third">Which is the third; -1 when there is none.</param>
public readonly record struct AskNearness(float Words, float Meaning, float Both, float Three, float Density, float Said, int Nearest, int Second, int Third)
{
    /// <summary>Of a group that isn't looked at.</summary>
    /// <param name="first">Its first ask.</param>
    public static AskNearness None(int first) => new(0, 0, 0, 0, 0, 0, first, -1, -1);
}
