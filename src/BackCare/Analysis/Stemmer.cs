namespace BackCare.Analysis;

/// <summary>
/// Porter's stemmer: "exercises" → "exercis". The algorithm of M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980),
/// with the two departures of his own reference implementation ("bli" → "ble", "logi" → "log"), as Lucene has it.
/// </summary>
public static class Stemmer
{
    /// <summary>The stem of a lower-case word; words of one or two letters, and words with other letters than a to z, come back as they are.</summary>
    public static string Stem(string word)
    {
        if (word.Length <= 2)
            return word;
        foreach (var letter in word)
        {
            if (letter is < 'a' or > 'z')
                return word;
        }

        var buffer = word.Length <= 64 ? stackalloc char[word.Length + 1] : new char[word.Length + 1];
        word.CopyTo(buffer);
        var stem = new Word(buffer, word.Length);

        Step1a(ref stem);
        Step1b(ref stem);
        Step1c(ref stem);
        Step2(ref stem);
        Step3(ref stem);
        Step4(ref stem);
        Step5(ref stem);

        var result = stem.Letters;
        return result.SequenceEqual(word) ? word : new string(result);
    }

    private static void Step1a(ref Word word)
    {
        if (!word.EndsWith("s"))
            return;
        if (word.EndsWith("sses") || word.EndsWith("ies"))
            word.Length -= 2;
        else if (!word.EndsWith("ss"))
            word.Length--;
    }

    private static void Step1b(ref Word word)
    {
        if (word.EndsWith("eed"))
        {
            if (word.MeasureBefore(3) > 0)
                word.Length--;
            return;
        }

        if (word.EndsWith("ed") && word.HasVowelBefore(2))
            word.Length -= 2;
        else if (word.EndsWith("ing") && word.HasVowelBefore(3))
            word.Length -= 3;
        else
            return;

        if (word.EndsWith("at") || word.EndsWith("bl") || word.EndsWith("iz"))
            word.Append('e');
        else if (word.EndsInDoubleConsonant() && word.Last is not ('l' or 's' or 'z'))
            word.Length--;
        else if (word.MeasureBefore(0) == 1 && word.EndsInShortSyllable(word.Length))
            word.Append('e');
    }

    private static void Step1c(ref Word word)
    {
        if (word.Last == 'y' && word.HasVowelBefore(1))
            word.ReplaceLast('i');
    }

    private static void Step2(ref Word word) => _ =
        word.Replace("ational", "ate") || word.Replace("tional", "tion") || word.Replace("enci", "ence") || word.Replace("anci", "ance")
        || word.Replace("izer", "ize") || word.Replace("bli", "ble") || word.Replace("alli", "al") || word.Replace("entli", "ent")
        || word.Replace("eli", "e") || word.Replace("ousli", "ous") || word.Replace("ization", "ize") || word.Replace("ation", "ate")
        || word.Replace("ator", "ate") || word.Replace("alism", "al") || word.Replace("iveness", "ive") || word.Replace("fulness", "ful")
        || word.Replace("ousness", "ous") || word.Replace("aliti", "al") || word.Replace("iviti", "ive") || word.Replace("biliti", "ble")
        || word.Replace("logi", "log");

    private static void Step3(ref Word word) => _ =
        word.Replace("icate", "ic") || word.Replace("ative", "") || word.Replace("alize", "al") || word.Replace("iciti", "ic")
        || word.Replace("ical", "ic") || word.Replace("ful", "") || word.Replace("ness", "");

    private static void Step4(ref Word word)
    {
        ReadOnlySpan<string> suffixes =
        [
            "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize",
        ];

        foreach (var suffix in suffixes)
        {
            if (!word.EndsWith(suffix))
                continue;
            if (suffix == "ion" && !(word.Length > 3 && word.Letters[^4] is 's' or 't'))
                continue;
            if (word.MeasureBefore(suffix.Length) > 1)
                word.Length -= suffix.Length;
            return;
        }
    }

    private static void Step5(ref Word word)
    {
        if (word.Last == 'e')
        {
            var measure = word.MeasureBefore(1);
            if (measure > 1 || (measure == 1 && !word.EndsInShortSyllable(word.Length - 1)))
                word.Length--;
        }

        if (word.Last == 'l' && word.EndsInDoubleConsonant() && word.MeasureBefore(1) > 1)
            word.Length--;
    }

    /// <summary>The letters under work; "before n" means without the last n letters.</summary>
    private ref struct Word(Span<char> buffer, int length)
    {
        private readonly Span<char> _buffer = buffer;

        public int Length { get; set; } = length;

        public readonly ReadOnlySpan<char> Letters => _buffer[..Length];

        public readonly char Last => _buffer[Length - 1];

        public readonly bool EndsWith(string suffix) => Letters.EndsWith(suffix, StringComparison.Ordinal);

        public void Append(char letter) => _buffer[Length++] = letter;

        public readonly void ReplaceLast(char letter) => _buffer[Length - 1] = letter;

        /// <summary>True when the word ends so, whether or not the stem is long enough to replace it: no later rule is tried.</summary>
        public bool Replace(string suffix, string with)
        {
            if (!EndsWith(suffix))
                return false;
            if (MeasureBefore(suffix.Length) > 0)
            {
                with.CopyTo(_buffer[(Length - suffix.Length)..]);
                Length += with.Length - suffix.Length;
            }

            return true;
        }

        /// <summary>Porter's m: how often a run of vowels is followed by a run of consonants.</summary>
        public readonly int MeasureBefore(int end)
        {
            var measure = 0;
            var afterVowel = false;
            for (var index = 0; index < Length - end; index++)
            {
                if (IsConsonant(index))
                {
                    if (afterVowel)
                        measure++;
                    afterVowel = false;
                }
                else
                {
                    afterVowel = true;
                }
            }

            return measure;
        }

        public readonly bool HasVowelBefore(int end)
        {
            for (var index = 0; index < Length - end; index++)
            {
                if (!IsConsonant(index))
                    return true;
            }

            return false;
        }

        public readonly bool EndsInDoubleConsonant() => Length > 1 && _buffer[Length - 1] == _buffer[Length - 2] && IsConsonant(Length - 1);

        /// <summary>Consonant, vowel, consonant, the last not w, x or y: "hop", not "snow".</summary>
        public readonly bool EndsInShortSyllable(int length) =>
            length > 2
            && IsConsonant(length - 1)
            && !IsConsonant(length - 2)
            && IsConsonant(length - 3)
            && _buffer[length - 1] is not ('w' or 'x' or 'y');

        private readonly bool IsConsonant(int index) => _buffer[index] switch
        {
            'a' or 'e' or 'i' or 'o' or 'u' => false,
            'y' => index == 0 || !IsConsonant(index - 1),
            _ => true,
        };
    }
}
