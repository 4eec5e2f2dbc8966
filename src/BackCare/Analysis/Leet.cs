namespace BackCare.Analysis;

/// <summary>Digits and signs written for letters.</summary>
internal static class Leet
{
    /// <summary>The English word a disguised one stands for; null where it stands for none.</summary>
    public static string? Read(ReadOnlySpan<char> word)
    {
        // "4yo", "10am", "5mg": numbers with a unit are what they are.
        if (word.Length is < 3 or > 24 || (char.IsAsciiDigit(word[0]) && char.IsAsciiDigit(word[1])))
            return null;
        Span<char> read = stackalloc char[word.Length];
        foreach (var one in "il")
        {
            var length = 0;
            foreach (var letter in word)
            {
                if (letter is not ('\'' or '`'))
                    read[length++] = Letter(letter, one);
            }

            if (read[..length] is "cant" || EnglishWords.Rank(read[..length]) is < 30_000 && length > 2)
                return read[..length] is "cant" ? "cannot" : read[..length].ToString();
        }

        return null;
    }

    private static char Letter(char letter, char one) => letter switch
    {
        '0' => 'o',
        '1' or '!' => one,
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        '8' => 'b',
        '9' => 'g',
        _ => char.ToLowerInvariant(letter),
    };
}
