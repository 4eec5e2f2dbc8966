using System.Text;
using BackCare.Analysis;

namespace BackCare.Retrieval;

/// <summary>A term as the index compares it: its UTF-8 bytes, and where a table of terms would keep it.</summary>
internal static class TermKey
{
    /// <summary>In bytes.</summary>
    public const int Longest = 255;

    public static bool Fits(string term) => term.Length is > 0 and <= Longest && (term.Length <= Longest / 3 || Encoding.UTF8.GetByteCount(term) <= Longest);

    /// <summary>Writes the bytes and says how many there are; 0 for what doesn't fit.</summary>
    public static int Write(string term, Span<byte> key) => Encoding.UTF8.TryGetBytes(term, key, out var written) ? written : 0;

    /// <summary>Mixed, since the slot is taken from the highest bits.</summary>
    public static uint Hash(ReadOnlySpan<byte> key) => StableHash.Mix(StableHash.Of(key));

    /// <summary>The first place to look at in a table of so many slots.</summary>
    public static int Slot(uint hash, int slots) => (int)(((ulong)hash * (uint)slots) >> 32);
}
