using System.Collections.Immutable;
using BackCare.Analysis;
using BackCare.Analysis.Patterns;

namespace BackCare.Retrieval;

/// <summary>The vectors of the corpus's own words, looked up once; words of a question beyond them are read from the table that ships.</summary>
internal sealed class WordMeanings
{
    private readonly WordVectors _vectors;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<Term> _words = [];
    private readonly float[] _rows;

    /// <param name="asks">Every ask as terms.</param>
    public WordMeanings(IEnumerable<ImmutableArray<Term>> asks, WordVectors vectors)
    {
        _vectors = vectors;
        Asks = [.. asks.Select(Encode)];
        _rows = new float[_words.Count * Dimensions];
        for (var word = 0; word < _words.Count; word++)
            vectors.Read(_words[word].Word, _rows.AsSpan(word * Dimensions, Dimensions));
    }

    public int Dimensions => _vectors.Dimensions;

    /// <summary>For each ask, in order, the numbers of its words; a word may stand twice.</summary>
    public int[][] Asks { get; }

    /// <summary>The words by their numbers.</summary>
    public IReadOnlyList<Term> Words => _words;

    /// <summary>The vector of a word of the corpus.</summary>
    public ReadOnlySpan<float> Row(int word) => _rows.AsSpan(word * Dimensions, Dimensions);

    /// <summary>The vectors of all words of the corpus, one after the other.</summary>
    public ReadOnlySpan<float> Rows => _rows;

    /// <summary>The number of a word; -1 for one that isn't the corpus's.</summary>
    public int NumberOf(string word) => _numbers.GetValueOrDefault(word, -1);

    /// <summary>The vector of any word; zeros for one that nobody knows.</summary>
    public void Read(string word, Span<float> vector)
    {
        if (_numbers.TryGetValue(word, out var number))
            Row(number).CopyTo(vector);
        else
            _vectors.Read(word, vector);
    }

    /// <summary>Adds <paramref name="weight"/> times a vector to a sum.</summary>
    public static void Add(Span<float> sum, ReadOnlySpan<float> vector, float weight) => Sums.AddScaled(weight, vector, sum);

    private int[] Encode(ImmutableArray<Term> ask)
    {
        var numbers = new int[ask.Length];
        for (var at = 0; at < ask.Length; at++)
        {
            if (!_numbers.TryGetValue(ask[at].Word, out var number))
            {
                _numbers[ask[at].Word] = number = _words.Count;
                _words.Add(ask[at]);
            }

            numbers[at] = number;
        }

        return numbers;
    }
}
