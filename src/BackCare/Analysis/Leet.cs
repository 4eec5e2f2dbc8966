namespace BackCare.Analysis;

/// <summary>Digits and signs written for letters.</summary>
internal static class Leet
{
    /// <summary>The English word a disguised one stands for; null where it stands for none.</summary>
    public static string? Read(ReadOnlySpan<char> word)
    {
        // "t0", "m3": of two signs only these; "L4" is a vertebra.
        if (word is ['t' or 's' or 'n' or 'g' or 'd', '0'] or ['m' or 'w' or 'h', '3'])
            return $"{word[0]}{Letter(word[1], 'i')}";

        // "4yo", "10am", "5am", "1st": numbers with a unit are what they are.
        if (word.Length is < 3 or > 24 || (char.IsAsciiDigit(word[0]) && (char.IsAsciiDigit(word[1]) || word[1..] is "am" or "pm" or "st")))
            return null;

        // "a|one", "bill|on": the bar parts words.
        if (word.Contains('|') && PartsWords(word))
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

    private static bool PartsWords(ReadOnlySpan<char> word)
    {
        foreach (var part in word.Split('|'))
        {
            var piece = word[part];
            if (piece.Length > 2 ? EnglishWords.Rank(piece) is null : !ShortWords.Contains(piece))
                return false;
        }

        return true;
    }

    /// <summary>The letters that the digits and signs of a word stand for.</summary>
    /// <param name="word">Any word.</param>
    /// <param name="one">What a 1 is read as: an i or an l.</param>
    public static string Letters(string word, char one) => string.Create(word.Length, (word, one), static (letters, state) =>
    {
        for (var i = 0; i < letters.Length; i++)
            letters[i] = Letter(state.word[i], state.one);
    });

    private static char Letter(char letter, char one) => letter switch
    {
        '0' => 'o',
        '1' or '!' or '|' => one,
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        '8' => 'b',
        '9' => 'g',
        _ => char.ToLowerInvariant(letter),
    };
}
