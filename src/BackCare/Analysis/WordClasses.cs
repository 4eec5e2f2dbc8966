using System.Buffers.Binary;

namespace BackCare.Analysis;

/// <summary>Which of some 1,500 classes of words of like meaning a word belongs to, so that what was learned of one word holds for its neighbours.</summary>
/// <remarks>From <c>Data/classes.bin</c>, made by <c>backcare learn-classes</c>: spherical k-means (Dhillon and Modha 2001) over the word vectors that ship.</remarks>
public sealed class WordClasses
{
    private static readonly Lazy<WordClasses> Lazily = new(ReadShipped);

    private readonly ushort[] _classes;

    /// <param name="classes">By the word's rank among the English words; 0 for none.</param>
    public WordClasses(ushort[] classes) => _classes = classes;

    /// <summary>The class of a word, from 1; 0 for a word that is in none.</summary>
    public int Of(string word) => EnglishWords.Rank(word) is { } rank && rank < _classes.Length ? _classes[rank] : 0;

    /// <summary>The classes that ship.</summary>
    public static WordClasses Shipped => Lazily.Value;

    /// <summary>Writes the classes.</summary>
    public void Write(Stream stream)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        foreach (var one in _classes)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, one);
            stream.Write(bytes);
        }
    }

    private static WordClasses ReadShipped()
    {
        using var stream = typeof(WordClasses).Assembly.GetManifestResourceStream("BackCare.Analysis.classes.bin")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var classes = new ushort[bytes.Length / sizeof(ushort)];
        for (var at = 0; at < classes.Length; at++)
            classes[at] = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at * sizeof(ushort)));
        return new WordClasses(classes);
    }
}
