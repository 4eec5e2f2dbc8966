using System.Buffers;
using System.Collections.Immutable;
using System.Numerics;
using BackCare.Analysis;

namespace BackCare.Retrieval;

/// <summary>
/// Every way of asking that the corpus knows, grouped by what it asks for, as weighted terms and as vectors: how near a question comes to
/// the nearest of each group, by words and by meaning. The vector of a text is the weighted mean of its words' vectors, the weight falling
/// with how common a word is (Arora, Liang and Ma, "A simple but tough-to-beat baseline for sentence embeddings", 2017).
/// </summary>
public sealed class AskIndex
{
    private readonly Vocabulary _vocabulary;
    private readonly WordVectors _vectors;
    private readonly int _dimensions;
    private readonly int[] _groupStart;
    private readonly float[] _askVectors;
    private readonly int[] _postingStart;
    private readonly int[] _postingAsk;
    private readonly float[] _postingWeight;

    /// <param name="groups">For each group, its asks as terms.</param>
    public AskIndex(IReadOnlyList<IReadOnlyList<ImmutableArray<Term>>> groups, Vocabulary vocabulary, WordVectors vectors)
    {
        _vocabulary = vocabulary;
        _vectors = vectors;
        _dimensions = vectors.Dimensions;
        _groupStart = new int[groups.Count + 1];
        for (var group = 0; group < groups.Count; group++)
            _groupStart[group + 1] = _groupStart[group] + groups[group].Count;

        _askVectors = new float[Count * _dimensions];
        var postings = new List<(int Ask, float Weight)>[vocabulary.Count];
        var ask = 0;
        foreach (var terms in groups.SelectMany(group => group))
        {
            Embed(terms.AsSpan(), _askVectors.AsSpan(ask * _dimensions, _dimensions));
            var distinct = terms.Select(term => vocabulary.Number(term.Text)).Where(number => number >= 0).Distinct().ToArray();
            var norm = MathF.Sqrt(distinct.Sum(number => vocabulary.Weight(number) * vocabulary.Weight(number)));
            foreach (var number in distinct)
                (postings[number] ??= []).Add((ask, vocabulary.Weight(number) / norm));
            ask++;
        }

        _postingStart = new int[vocabulary.Count + 1];
        for (var number = 0; number < vocabulary.Count; number++)
            _postingStart[number + 1] = _postingStart[number] + (postings[number]?.Count ?? 0);
        _postingAsk = [.. postings.SelectMany(list => list ?? []).Select(posting => posting.Ask)];
        _postingWeight = [.. postings.SelectMany(list => list ?? []).Select(posting => posting.Weight)];
    }

    /// <summary>How many asks there are.</summary>
    public int Count => _groupStart[^1];

    /// <summary>How many groups there are.</summary>
    public int Groups => _groupStart.Length - 1;

    /// <summary>For each group, how near its asks come to the question.</summary>
    /// <param name="terms">The question.</param>
    /// <param name="nearness">One a group, to be filled.</param>
    public void Near(ReadOnlySpan<Term> terms, Span<AskNearness> nearness)
    {
        var words = ArrayPool<float>.Shared.Rent(Count);
        Array.Clear(words, 0, Count);
        try
        {
            AddWords(terms, words);
            Span<float> question = stackalloc float[_dimensions];
            Embed(terms, question);
            for (var group = 0; group < Groups; group++)
                nearness[group] = Nearest(group, words, question);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(words);
        }
    }

    private AskNearness Nearest(int group, float[] words, ReadOnlySpan<float> question)
    {
        var (bestWords, bestMeaning) = (0f, 0f);
        var (first, second, third) = (0f, 0f, 0f);
        var nearest = _groupStart[group];
        var density = 0f;
        for (var ask = _groupStart[group]; ask < _groupStart[group + 1]; ask++)
        {
            var meaning = Math.Max(0, Dot(question, _askVectors.AsSpan(ask * _dimensions, _dimensions)));
            var both = (words[ask] + meaning) / 2;
            bestWords = Math.Max(bestWords, words[ask]);
            bestMeaning = Math.Max(bestMeaning, meaning);
            var cube = both * both * both;
            density += cube * cube;
            if (both > first)
                (first, second, third, nearest) = (both, first, second, ask);
            else if (both > second)
                (second, third) = (both, second);
            else if (both > third)
                third = both;
        }

        return new AskNearness(bestWords, bestMeaning, first, (first + second + third) / 3, MathF.Pow(density, 1f / 6), nearest);
    }

    private void AddWords(ReadOnlySpan<Term> terms, float[] scores)
    {
        var squares = 0f;
        for (var index = 0; index < terms.Length; index++)
        {
            if (StandsBefore(terms, index))
                continue;
            var weight = _vocabulary.Weight(terms[index]);
            squares += weight * weight;
            var number = _vocabulary.Number(terms[index].Text);
            if (number < 0)
                continue;
            for (var posting = _postingStart[number]; posting < _postingStart[number + 1]; posting++)
                scores[_postingAsk[posting]] += weight * _postingWeight[posting];
        }

        if (squares <= 0)
            return;
        var scale = 1 / MathF.Sqrt(squares);
        for (var ask = 0; ask < Count; ask++)
            scores[ask] *= scale;
    }

    private void Embed(ReadOnlySpan<Term> terms, Span<float> vector)
    {
        vector.Clear();
        foreach (var term in terms)
            _vectors.AddTo(vector, term.Word, _vocabulary.Weight(term) + 0.2f);

        var length = MathF.Sqrt(Dot(vector, vector));
        if (length <= 0)
            return;
        for (var dimension = 0; dimension < vector.Length; dimension++)
            vector[dimension] /= length;
    }

    private static bool StandsBefore(ReadOnlySpan<Term> terms, int index)
    {
        for (var before = 0; before < index; before++)
        {
            if (terms[before].Text == terms[index].Text)
                return true;
        }

        return false;
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = Vector<float>.Zero;
        var index = 0;
        for (; index <= a.Length - Vector<float>.Count; index += Vector<float>.Count)
            sum += new Vector<float>(a[index..]) * new Vector<float>(b[index..]);
        var total = Vector.Sum(sum);
        for (; index < a.Length; index++)
            total += a[index] * b[index];
        return total;
    }
}

/// <summary>How near the asks of one group come to a question; each number 0 to 1.</summary>
/// <param name="Words">The nearest by words.</param>
/// <param name="Meaning">The nearest by meaning.</param>
/// <param name="Both">The nearest by the mean of the two.</param>
/// <param name="Three">The mean of the three nearest.</param>
/// <param name="Density">How many come near at all (the sixth norm of all).</param>
/// <param name="Nearest">Which ask is the nearest.</param>
public readonly record struct AskNearness(float Words, float Meaning, float Both, float Three, float Density, int Nearest);
