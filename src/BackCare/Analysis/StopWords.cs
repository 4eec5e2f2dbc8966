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

    /// <summary>What people put around a question: function words, greetings, politeness, filler. Question words are read apart.</summary>
    public static FrozenSet<string> Conversation { get; } = FrozenSet.ToFrozenSet(
    [
        .. Lucene,
        "i", "me", "my", "mine", "myself", "we", "us", "our", "you", "your", "yours", "u", "ur", "he", "him", "his", "she", "her", "its", "them", "im", "ive", "id", "ill",
        "am", "been", "being", "were", "do", "does", "did", "doing", "done", "dont", "doesnt", "didnt", "have", "has", "had", "having", "havent", "hasnt",
        "can", "cant", "could", "couldnt", "should", "shouldnt", "would", "wouldnt", "shall", "may", "might", "must", "wont", "isnt", "arent", "wasnt", "gonna", "wanna", "gotta",
        "what", "whats", "which", "who", "whom", "whose", "when", "where", "why", "how", "hows",
        "so", "than", "too", "very", "just", "also", "only", "own", "same", "some", "any", "each", "both", "all", "most", "other", "another",
        "about", "after", "again", "against", "before", "between", "during", "from", "further", "here", "off", "once", "out", "over", "through", "under", "until", "up", "down", "while", "because", "cos", "coz", "cuz",
        "hey", "hi", "hello", "hiya", "yo", "please", "pls", "plz", "thanks", "thank", "thx", "cheers", "sorry", "ok", "okay", "well", "um", "uh", "er", "hmm", "lol", "btw", "bot", "mate", "quick", "question", "wondering", "wonder", "curious",
        "tell", "know", "want", "need", "like", "get", "got", "getting", "go", "going", "make", "really", "actually", "basically", "kind", "sort", "thing", "things", "something", "anything", "stuff", "bit", "lot", "lots", "much", "many",
        "s", "t", "d", "m", "re", "ve", "ll", "im", "r", "n", "ya",
        "think", "say", "says", "said", "ask", "asked", "asking", "looking", "heard", "read", "find", "give", "let", "lets", "try", "trying", "use", "using", "used",
    ]);
}
