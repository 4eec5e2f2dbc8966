using System.Text;

namespace BackCare.Retrieval;

/// <summary>A term as the index compares it: its UTF-8 bytes, and where a table of terms would keep it.</summary>
internal static class TermKey
{
    /// <summary>In bytes.</summary>
    public const int Longest = 255;

    public static bool Fits(string term) => term.Length is > 0 and <= Longest && (term.Length <= Longest / 3 || Encoding.UTF8.GetByteCount(term) <= Longest);

    /// <summary>Writes the bytes and says how many there are; 0 for what doesn't fit.</summary>
    public static int Write(string term, Span<byte> key) => Encoding.UTF8.TryGetBytes(term, key, out var written) ? written : 0;

    /// <summary>The same on every machine and in every run: FNV-1a with its bits mixed once more, since the slot is taken from the highest.</summary>
    public static uint Hash(ReadOnlySpan<byte> key)
    {
        var hash = 2166136261u;
        foreach (var letter in key)
            hash = (hash ^ letter) * 16777619u;
        hash = (hash ^ (hash >> 15)) * 0x2C1B3C6Du;
        return hash ^ (hash >> 13);
    }

    /// <summary>The first place to look at in a table of so many slots.</summary>
    public static int Slot(uint hash, int slots) => (int)(((ulong)hash * (uint)slots) >> 32);
}
