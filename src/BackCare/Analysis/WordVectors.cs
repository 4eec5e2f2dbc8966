using System.Buffers.Binary;
using System.Text;
using BackCare.Analysis.Patterns;

namespace BackCare.Analysis;

/// <summary>
/// How near two words are in meaning: a vector a word, of length one, from a table that ships. Half of it comes from the words it stands beside
/// (GloVe), half from what a sentence encoder makes of the word by itself; see Data/README.md.
/// </summary>
public sealed class WordVectors
{
    private readonly byte[] _table;
    private readonly int _count;
    private readonly int _words;
    private readonly int _vectors;

    private WordVectors(byte[] table)
    {
        _table = table;
        _count = BinaryPrimitives.ReadInt32LittleEndian(table);
        Dimensions = BinaryPrimitives.ReadInt32LittleEndian(table.AsSpan(4));
        _words = 12 + (4 * (_count + 1));
        _vectors = _words + BinaryPrimitives.ReadInt32LittleEndian(table.AsSpan(8));
    }

    /// <summary>The table that ships.</summary>
    public static WordVectors Shipped => Lazily.Value;

    private static Lazy<WordVectors> Lazily { get; } = new(Read);

    /// <summary>How many numbers a vector has.</summary>
    public int Dimensions { get; }

    /// <summary>Adds <paramref name="weight"/> times the word's vector to <paramref name="sum"/>; false, and nothing added, for a word that isn't in the table.</summary>
    public bool AddTo(Span<float> sum, string word, float weight)
    {
        var row = Find(word);
        if (row < 0)
            return false;

        var vector = Row(row);
        var squares = 0;
        foreach (var value in vector)
            squares += value * value;
        var scale = weight / MathF.Sqrt(Math.Max(squares, 1));
        for (var dimension = 0; dimension < vector.Length; dimension++)
            sum[dimension] += vector[dimension] * scale;

        return true;
    }

    /// <summary>The word's vector, of length one; zeros, and false, for a word that isn't in the table.</summary>
    public bool Read(string word, Span<float> vector)
    {
        vector.Clear();
        return AddTo(vector, word, 1);
    }

    /// <summary>The cosine of two vectors of length one.</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => Sums.Dot(a, b);

    private ReadOnlySpan<sbyte> Row(int row) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, sbyte>(_table.AsSpan(_vectors + (row * Dimensions), Dimensions));

    private int Find(string word)
    {
        Span<byte> wanted = stackalloc byte[64];
        if (word.Length is 0 or > 64 || !Encoding.ASCII.TryGetBytes(word, wanted, out var length))
            return -1;
        wanted = wanted[..length];

        var (low, high) = (0, _count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = Word(middle).SequenceCompareTo(wanted);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    private ReadOnlySpan<byte> Word(int row)
    {
        var offsets = _table.AsSpan(12 + (4 * row));
        var start = BinaryPrimitives.ReadInt32LittleEndian(offsets);
        var end = BinaryPrimitives.ReadInt32LittleEndian(offsets[4..]);
        return _table.AsSpan(_words + start, end - start);
    }

    private static WordVectors Read()
    {
        using var stream = typeof(WordVectors).Assembly.GetManifestResourceStream("BackCare.Analysis.vectors.bin")!;
        var table = new byte[stream.Length];
        stream.ReadExactly(table);
        return new WordVectors(table);
    }
}
