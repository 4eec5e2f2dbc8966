namespace BackCare.Analysis;

/// <summary>The same number for the same text on every machine and in every run: FNV-1a (Fowler, Noll, Vo), its bits mixed once more where places are taken from it.</summary>
internal static class StableHash
{
    private const uint Basis = 2166136261;
    private const uint Prime = 16777619;

    /// <summary>The number of a text.</summary>
    public static uint Of(ReadOnlySpan<char> text)
    {
        var hash = Basis;
        foreach (var letter in text)
            hash = (hash ^ letter) * Prime;
        return hash;
    }

    /// <summary>The number of a row of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var hash = Basis;
        foreach (var one in bytes)
            hash = (hash ^ one) * Prime;
        return hash;
    }

    /// <summary>The number of two things together, in this order, as something of a kind; well mixed.</summary>
    public static uint Of(uint first, uint second, uint kind) => Mix((first * 0x9E3779B1u) ^ ((second + (kind * 0x85EBCA6Bu)) * 0xC2B2AE35u));

    /// <summary>Every bit of a number made to depend on the others.</summary>
    public static uint Mix(uint hash)
    {
        hash = (hash ^ (hash >> 15)) * 0x2C1B3C6Du;
        return hash ^ (hash >> 13);
    }
}
