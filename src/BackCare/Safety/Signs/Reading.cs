using BackCare.Analysis;

namespace BackCare.Safety.Signs;

/// <summary>A stretch of text as the screen reads it: words, how far apart they are, and which concepts are said where.</summary>
internal sealed class Reading
{
    private static readonly Mention[] None = [];

    private readonly Word[] words;
    private readonly int[] startsAt;
    private readonly int[] endsAt;
    private readonly Dictionary<int, Mention[]> mentions;

    internal Reading(Word[] words, int[] startsAt, int[] endsAt, Dictionary<int, Mention[]> mentions)
    {
        this.words = words;
        this.startsAt = startsAt;
        this.endsAt = endsAt;
        this.mentions = mentions;
    }

    /// <summary>The words, in order.</summary>
    public Word[] Words => words;

    /// <summary>Watched concepts that are said, each with where, in order.</summary>
    public IReadOnlyDictionary<int, Mention[]> Mentions => mentions;

    /// <summary>Reads a text: one stretch, or several that overlap where it is long, so that the time grows with its length alone.</summary>
    public static IReadOnlyList<Reading> Of(Grammar grammar, IReadOnlyList<Token> tokens)
    {
        const int Longest = 160;
        const int Overlap = 30;
        var words = WordReader.Read(grammar, tokens);
        if (words.Count <= Longest)
            return [ConceptFinder.Read(grammar, [.. words])];
        var readings = new List<Reading>();
        for (var from = 0; from == 0 || from + Overlap < words.Count; from += Longest - Overlap)
            readings.Add(ConceptFinder.Read(grammar, [.. words.GetRange(from, Math.Min(Longest, words.Count - from))]));
        return readings;
    }

    /// <summary>Where a watched concept is said, in order.</summary>
    public Mention[] Of(int concept) => mentions.TryGetValue(concept, out var list) ? list : None;

    /// <summary>How many words that carry something stand between the end of one and the start of the next; a sentence's end counts many.</summary>
    public int Between(int end, int start) => start >= end && end > 0 && start < words.Length ? startsAt[start] - endsAt[end - 1] : 0;
}
