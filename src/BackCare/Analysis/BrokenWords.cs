namespace BackCare.Analysis;

/// <summary>Words broken by a space: "fe ver", "sui cide", "my le gs", "can t". At least one piece is no word that people write.</summary>
internal static class BrokenWords
{
    private const int LongestPiece = 10;
    private const int UsualRank = 5000;
    private const int WholeRank = 15_000;

    // Three letters are looked up in a table: every word of a text is looked at.
    private static readonly Lazy<bool[]> UsualThrees = new(ReadThrees);

    /// <summary>Whether a word is more likely a piece of one: only words of up to three letters are, as a word broken into longer ones is rare.</summary>
    public static bool MayBePiece(ReadOnlySpan<char> word) => word.Length <= 3 && IsPiece(word);

    /// <summary>Joins pieces into the words they make.</summary>
    /// <param name="tokens">Any; at least one may be a piece.</param>
    /// <param name="text">The text they came from.</param>
    public static List<Token> Join(List<Token> tokens, string text)
    {
        List<Token>? joined = null;
        for (var at = 0; at < tokens.Count;)
        {
            var count = Pieces(tokens, at, text);
            if (count == 1)
            {
                joined?.Add(tokens[at++]);
                at += joined is null ? 1 : 0;
                continue;
            }

            joined ??= [.. tokens[..at]];
            Add(joined, tokens, at, count);
            at += count;
        }

        return joined ?? tokens;
    }

    private static void Add(List<Token> joined, List<Token> tokens, int at, int count)
    {
        var last = tokens[at + count - 1];
        var word = count == 2 ? tokens[at].Text + last.Text : tokens[at].Text + tokens[at + 1].Text + last.Text;
        var token = new Token(word, tokens[at].Start, last.Start + last.Length - tokens[at].Start) { After = last.After };
        if (Contractions.Of(word) is not { } split)
        {
            joined.Add(token);
            return;
        }

        joined.Add(token with { Text = split.First, After = split.Second is null ? token.After : Break.None });
        if (split.Second is not null)
            joined.Add(token with { Text = split.Second });
    }

    // How many tokens from here on make one word: three, two, or the one by itself.
    private static int Pieces(List<Token> tokens, int at, string text)
    {
        if (at + 1 >= tokens.Count || !Adjoin(tokens, at, text))
            return 1;
        var (first, second) = (tokens[at].Text, tokens[at + 1].Text);
        if (second is "t" && first.Length is >= 3 and <= 7 && Contractions.Of(string.Concat(first, second)) is not null)
            return 2;
        var (firstPiece, secondPiece) = (IsPiece(first), IsPiece(second));
        if (!firstPiece && !secondPiece)
            return 1;
        if (at + 2 < tokens.Count && Adjoin(tokens, at + 1, text) && IsPiece(tokens[at + 2].Text) && IsWhole(first, second, tokens[at + 2].Text))
            return 3;

        // A letter alone is written for many things ("35 f ever since"): it is a piece only of another piece.
        var both = firstPiece && secondPiece;
        return both || (first.Length > 1 && second.Length > 1) ? IsWhole(first, second, "") ? 2 : 1 : 1;
    }

    // Nothing but one space between them, or a hyphen between two that are both no words.
    private static bool Adjoin(List<Token> tokens, int at, string text)
    {
        var (left, right) = (tokens[at], tokens[at + 1]);
        var end = left.Start + left.Length;
        return left.After == Break.None && right.Start == end + 1 && end < text.Length && left.Text.Length <= LongestPiece && right.Text.Length <= LongestPiece
            && (text[end] is <= ' ' or '\u00A0' || (text[end] is '-' && IsPiece(left.Text) && IsPiece(right.Text)));
    }

    private static bool IsPiece(ReadOnlySpan<char> word)
    {
        foreach (var letter in word)
        {
            if (!char.IsAsciiLetterLower(letter))
                return false;
        }

        return word.Length switch
        {
            <= 2 => !ShortWords.Contains(word),
            3 => !UsualThrees.Value[Index(word)],
            _ => !(EnglishWords.Rank(word) < UsualRank),
        };
    }

    private static int Index(ReadOnlySpan<char> word) => ((((word[0] - 'a') * 26) + word[1] - 'a') * 26) + word[2] - 'a';

    private static bool[] ReadThrees()
    {
        var usual = new bool[26 * 26 * 26];
        foreach (var word in EnglishWords.All.Take(UsualRank))
        {
            if (word.Length == 3)
                usual[Index(word)] = true;
        }

        return usual;
    }

    private static bool IsWhole(string first, string second, string third)
    {
        // Behind a real word of two letters only what is no word at all: "we ak", but "min or", "spa in".
        if (third.Length == 0 && ((ShortWords.Contains(second) && second.Length == 2 && first.Length > 2)
            || (ShortWords.Contains(first) && (second.Length > 3 || EnglishWords.Rank(second) is not null))))
            return false;
        var length = first.Length + second.Length + third.Length;
        if (length is < 4 or > 2 * LongestPiece)
            return false;
        Span<char> whole = stackalloc char[2 * LongestPiece];
        first.CopyTo(whole);
        second.CopyTo(whole[first.Length..]);
        third.CopyTo(whole[(first.Length + second.Length)..]);
        return EnglishWords.Rank(whole[..length]) is < WholeRank and var rank && IsRarer(first, rank) && IsRarer(second, rank) && IsRarer(third, rank);
    }

    // "air con vent" is no convent: what is joined is a likelier word than each piece.
    private static bool IsRarer(string piece, int rank) => piece.Length <= 2 || !(EnglishWords.Rank(piece) < rank);
}
