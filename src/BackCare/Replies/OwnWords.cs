using System.Text;

namespace BackCare.Replies;

/// <summary>The person's own words for a sign, made fit to be repeated back in one short line.</summary>
public static class OwnWords
{
    private const int MostWords = 14;
    private const int MostCharacters = 90;

    /// <summary>Null where they are too long, or hold what is no plain speech: then only our own words are said.</summary>
    public static string? Fit(string? words)
    {
        if (words is null)
            return null;

        var fit = new StringBuilder(words.Length);
        foreach (var rune in words.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
                fit.Append(' ');
            else if (Rune.IsLetterOrDigit(rune) || rune.Value is '\'' or '’' or ',' or '-' or '/' or '.')
                fit.Append(rune);
            else if (rune.Value is not ('!' or '?' or '"' or '“' or '”' or '(' or ')' or ':' or ';' or '…'))
                return null;
        }

        var spoken = string.Join(' ', fit.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim('.', ',', '-', '/', '\'', ' ');
        if (spoken.Length is 0 or > MostCharacters || spoken.Count(character => character == ' ') >= MostWords || spoken.Contains("//", StringComparison.Ordinal))
            return null;

        // Nobody is shouted at, not even with their own words.
        return spoken.Any(char.IsLower) ? spoken : spoken.ToLowerInvariant();
    }
}
