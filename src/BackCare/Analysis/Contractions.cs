namespace BackCare.Analysis;

/// <summary>Shortened forms and what they stand for, with their apostrophe taken out.</summary>
internal static class Contractions
{
    // Also read without their apostrophe: none of these is a common word by itself.
    private static readonly Dictionary<string, Split>.AlternateLookup<ReadOnlySpan<char>> Plain = Read(
        """
        cant: cannot, cannt: cannot, carnt: cannot, cnt: cannot, dont: do not, doesnt: does not, dosnt: does not, dosent: does not, didnt: did not,
        isnt: is not, arent: are not, wasnt: was not, werent: were not, havent: have not, hasnt: has not, hadnt: had not, wont: will not,
        wouldnt: would not, couldnt: could not, shouldnt: should not, mustnt: must not, neednt: need not, aint: is not, im: i am, ive: i have,
        youre: you are, youve: you have, theyre: they are, theyve: they have, weve: we have, hes: he is, shes: she is, thats: that is, whats: what is,
        theres: there is, wheres: where is, hows: how is, whos: who is, itll: it will, theyll: they will, youll: you will, wouldve: would have,
        couldve: could have, shouldve: should have, gonna: going to, wanna: want to, gotta: got to
        """);

    // Words by themselves without it (ill, were, shell, well, its): only with the apostrophe.
    private static readonly Dictionary<string, Split>.AlternateLookup<ReadOnlySpan<char>> Marked = Read(
        """
        ill: i will, were: we are, shell: she will, hell: he will, well: we will, its: it is, id: i would, hed: he would, shed: she would, wed: we would,
        lets: let us, whens: when is, whys: why is, heres: here is, yall: you all, theyd: they would, youd: you would
        """);

    /// <summary>The words that one without an apostrophe stands for; null for a word of its own.</summary>
    public static Split? Of(ReadOnlySpan<char> word)
    {
        Span<char> lower = stackalloc char[word.Length];
        word.ToLowerInvariant(lower);
        return Plain.TryGetValue(lower, out var split) ? split : null;
    }

    /// <summary>The words that one with an apostrophe stands for, given without it in lower case; null when it isn't a known form.</summary>
    public static Split? OfMarked(ReadOnlySpan<char> word) =>
        Marked.TryGetValue(word, out var marked) ? marked
        : Plain.TryGetValue(word, out var plain) ? plain
        : null;

    private static Dictionary<string, Split>.AlternateLookup<ReadOnlySpan<char>> Read(string table)
    {
        var splits = new Dictionary<string, Split>(StringComparer.Ordinal);
        foreach (var entry in table.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split([':', ' '], StringSplitOptions.RemoveEmptyEntries);
            splits[parts[0]] = new Split(parts[1], parts.Length > 2 ? parts[2] : null);
        }

        return splits.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The full words of a shortened form.</summary>
    /// <param name="First">Never empty.</param>
    /// <param name="Second">Null where it stands for one word.</param>
    internal sealed record Split(string First, string? Second);
}
