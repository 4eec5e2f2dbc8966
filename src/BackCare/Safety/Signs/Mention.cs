namespace BackCare.Safety.Signs;

/// <summary>A place in a text where a concept is said.</summary>
/// <param name="Start">Its first word.</param>
/// <param name="End">Behind its last word.</param>
/// <param name="Used">Which words from the first on are part of it, a bit each; the others stand in its gaps.</param>
internal readonly record struct Mention(int Start, int End, ulong Used)
{
    /// <summary>Whether a word of the text is part of it, not only between its parts.</summary>
    public bool Uses(int word) => word >= Start && word < End && (word - Start >= 64 || (Used >> (word - Start) & 1) != 0);

    /// <summary>Whether both have a word in common.</summary>
    public bool Overlaps(Mention other)
    {
        for (var word = Math.Max(Start, other.Start); word < Math.Min(End, other.End); word++)
        {
            if (Uses(word) && other.Uses(word))
                return true;
        }

        return false;
    }

    /// <summary>Both together, with what stands between them.</summary>
    public Mention With(Mention other)
    {
        var start = Math.Min(Start, other.Start);
        return new Mention(start, Math.Max(End, other.End), Shifted(Start - start, Used) | Shifted(other.Start - start, other.Used));
    }

    private static ulong Shifted(int by, ulong used) => by >= 64 ? 0 : used << by;
}
