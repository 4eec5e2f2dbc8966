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

    /// <summary>Words that name nothing: a question made of them alone is about what was said before.</summary>
    public static FrozenSet<string> Function { get; } = FrozenSet.ToFrozenSet(
    [
        .. Lucene, .. Filler,
        "i", "me", "my", "mine", "myself", "we", "us", "our", "you", "your", "yours", "u", "ur", "he", "him", "his", "she", "her", "its", "them", "im", "ive", "id", "ill", "one", "ones", "someone", "somebody", "anyone", "anybody", "people",
        "am", "been", "being", "were", "do", "does", "did", "doing", "done", "dont", "doesnt", "didnt", "have", "has", "had", "having", "havent", "hasnt",
        "can", "cant", "could", "couldnt", "should", "shouldnt", "would", "wouldnt", "shall", "may", "might", "must", "wont", "isnt", "arent", "wasnt", "gonna", "wanna", "gotta",
        "what", "whats", "which", "who", "whos", "whom", "whose", "when", "where", "why", "how", "hows",
        "than", "too", "very", "also", "only", "own", "same", "some", "any", "each", "both", "all", "most", "more", "less", "other", "another", "else", "instead", "either",
        "about", "after", "again", "against", "before", "between", "during", "from", "further", "here", "off", "once", "out", "over", "through", "under", "until", "up", "down", "while", "because", "cos", "coz", "cuz",
        "tell", "know", "want", "need", "like", "get", "got", "getting", "go", "going", "make", "kind", "sort", "thing", "things", "something", "anything", "stuff", "bit", "lot", "lots", "much", "many", "long", "often", "good", "bad", "better", "ok", "right", "wrong", "way", "actually",
        "s", "t", "d", "m", "re", "ve", "ll", "r", "n", "ya", "yes", "no", "yeah", "nope", "not", "then", "now", "still", "ever", "never", "always", "sometimes", "maybe",
        "think", "say", "says", "said", "ask", "asked", "asking", "looking", "heard", "read", "find", "give", "let", "lets", "try", "trying", "use", "using", "used", "mean", "means", "happens", "happen", "called", "exactly", "work", "works", "help", "helps", "first", "next", "long", "time", "times",
    ]);
}
