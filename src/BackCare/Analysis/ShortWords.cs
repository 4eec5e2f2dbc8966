namespace BackCare.Analysis;

/// <summary>Words of one and two letters: lists of frequent words hold too many abbreviations and pieces of words of that length.</summary>
internal static class ShortWords
{
    private static readonly bool[] Pairs = Read(
        """
        ad ah al am an as at aw ax be bp by ct da de do dr eh er ex go gp ha he hi ho hr id if im in is it la lo ma me mg ml mm mr ms my na
        no of oh ok on or ow ox oz pa pm re so st to tv uh uk um up ur us ve vs we wk yo yr cm km kg lb ft nd rd th ll ii iv ie eg xx bf gf pt pe mi
        """);

    /// <summary>Whether a word of one or two letters is one that people write by itself.</summary>
    public static bool Contains(ReadOnlySpan<char> word) => word.Length switch
    {
        1 => word[0] is 'i' or 'a',
        2 => char.IsAsciiLetterLower(word[0]) && char.IsAsciiLetterLower(word[1]) && Pairs[Index(word)],
        _ => false,
    };

    private static int Index(ReadOnlySpan<char> word) => ((word[0] - 'a') * 26) + word[1] - 'a';

    private static bool[] Read(string list)
    {
        var pairs = new bool[26 * 26];
        foreach (var word in list.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
            pairs[Index(word)] = true;
        return pairs;
    }
}
