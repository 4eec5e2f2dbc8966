using System.Collections.Immutable;
using BackCare.Analysis;

namespace BackCare.Retrieval;

/// <summary>Reads off the words what kind of answer is wanted: how long, is it safe, how, what, why, cost, who, when, where.</summary>
public static class QuestionTypes
{
    /// <summary>The words that most questions begin with.</summary>
    internal static ImmutableArray<string> Openers { get; } =
        ["is", "are", "do", "does", "can", "could", "should", "would", "will", "what", "how", "why", "which", "who", "when", "where"];

    private static readonly (string Type, string[] Phrases)[] Cues =
    [
        ("how-long", ["how long", "how many minutes", "how many mins", "minutes", "mins", "how many hours", "duration", "time limit", "too long", "how much time", "last", "lasts", "lasting", "max time", "maximum time"]),
        ("how-often", ["how often", "how many times", "how frequently", "frequency", "per week", "a week", "every week", "weekly", "regularly", "regular", "once a", "daily", "every day"]),
        ("cost", ["cost", "costs", "price", "prices", "expensive", "cheap", "afford", "pay", "insurance", "money", "how much is", "how much does", "fee", "fees", "budget"]),
        ("safe", ["safe", "safely", "safety", "dangerous", "danger", "risk", "risks", "risky", "harm", "harmful", "hurt me", "damage", "side effect", "side effects", "ok to", "okay to", "alright to", "bad for", "should i avoid", "avoid", "shouldnt", "not have", "burn", "burns", "allowed"]),
        ("why", ["why", "how come", "reason", "reasons", "cause", "causes", "caused", "what makes"]),
        ("who", ["who", "whom", "professional", "therapist", "therapists", "partner", "friend", "doctor", "qualified", "expert"]),
        ("where", ["where", "which part", "what part", "which area", "spot"]),
        ("when", ["when", "before or after", "what time", "how soon"]),
        ("which", ["which", "what kind", "what kinds", "what type", "what types", "what sort", "kinds of", "types of", "best", "difference", "versus", "vs", "or"]),
        ("helps", ["does it help", "does massage help", "help", "helps", "work", "works", "effective", "good for", "any good", "benefit", "benefits", "relieve", "relief", "worth", "improve", "reduce", "ease"]),
        ("alternatives", ["else", "instead", "alternative", "alternatives", "other treatment", "other treatments", "other options", "apart from", "besides", "as well as", "combine"]),
        ("how", ["how do", "how to", "how can", "how should", "how does", "how is", "how would", "technique", "way to", "steps", "method", "motion"]),
        ("what", ["what is", "whats", "what are", "what does", "mean", "meaning", "explain", "define", "definition", "what do"]),
    ];

    /// <summary>Cues by their first word, so that a text is read once.</summary>
    private static readonly Dictionary<string, (string[] Behind, string Type)[]> ByFirstWord = Cues
        .SelectMany(cue => cue.Phrases.Select(phrase => (Words: phrase.Split(' '), cue.Type)))
        .GroupBy(cue => cue.Words[0])
        .ToDictionary(group => group.Key, group => group.Select(cue => (cue.Words[1..], cue.Type)).ToArray());

    /// <summary>The types whose cues stand in the tokens, in the order of the list above.</summary>
    public static ImmutableArray<string> Of(IReadOnlyList<Token> tokens)
    {
        HashSet<string>? found = null;
        for (var at = 0; at < tokens.Count; at++)
        {
            if (!ByFirstWord.TryGetValue(tokens[at].Text, out var cues))
                continue;
            foreach (var (rest, type) in cues)
            {
                if (Follows(tokens, at + 1, rest))
                    (found ??= []).Add(type);
            }
        }

        return found is null ? [] : [.. Cues.Select(cue => cue.Type).Where(found.Contains)];
    }

    private static bool Follows(IReadOnlyList<Token> tokens, int at, string[] words)
    {
        if (at + words.Length > tokens.Count)
            return false;
        for (var index = 0; index < words.Length; index++)
        {
            if (tokens[at + index].Text != words[index])
                return false;
        }

        return true;
    }
}
