using System.Collections.Frozen;

namespace BackCare.Analysis;

/// <summary>Words that carry nothing.</summary>
public static class StopWords
{
    /// <summary>Lucene's 33 English stop words: what its published figures were reached with.</summary>
    public static FrozenSet<string> Lucene { get; } = FrozenSet.ToFrozenSet(
    [
        "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not", "of", "on", "or",
        "such", "that", "the", "their", "then", "there", "these", "they", "this", "to", "was", "will", "with",
    ]);

    /// <summary>What people put around a question: greetings, politeness, filler. The rest is weighed by how much it tells.</summary>
    public static FrozenSet<string> Filler { get; } = FrozenSet.ToFrozenSet(
    [
        "hey", "hi", "hello", "hiya", "yo", "please", "pls", "plz", "thanks", "thank", "thx", "cheers", "sorry", "ok", "okay", "um", "uh", "er", "erm", "hmm", "lol", "btw", "bot", "mate",
        "the", "a", "an", "quick", "question", "wondering", "wonder", "curious", "just", "really", "actually", "basically", "um", "well", "innit", "oh", "so", "and",
    ]);
}
