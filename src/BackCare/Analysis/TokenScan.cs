using System.Buffers;

namespace BackCare.Analysis;

/// <summary>One pass over a folded text.</summary>
internal sealed class TokenScan(string folded, int[]? places, string source)
{
    private const int LongestDisguise = 24;
    private const int UsualRank = 15_000;

    private static readonly SearchValues<char> Signs = SearchValues.Create("@$!|*_~^+=#\\");

    // Up to here signs have turned out to part words: each stretch is tried once.
    private int partedUntil;

    /// <summary>What has been found so far.</summary>
    public List<Token> Tokens { get; } = new((folded.Length / 5) + 4);

    /// <summary>Whether at least one word is a single letter: only then can letters be spaced out.</summary>
    public bool HasSingles { get; private set; }

    /// <summary>Whether at least one word may be a piece of a broken one.</summary>
    public bool HasPieces { get; private set; }

    /// <summary>Reads the text to its end.</summary>
    public void Run()
    {
        var at = 0;
        while (at < folded.Length)
        {
            if (!char.IsLetterOrDigit(folded[at]) && !IsMark(folded[at]))
            {
                if (folded[at] is '$' or '@' && SignedWord(at) is > 0 and var behind)
                {
                    at = behind;
                    continue;
                }

                Punctuate(at);
                at++;
                continue;
            }

            var end = EndOfWord(at, out var leet, out var apostrophe);
            at = Word(at, end, leet, apostrophe);
        }
    }

    private static bool IsMark(char letter) => letter >= 0x300 && char.GetUnicodeCategory(letter)
        is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static bool IsApostrophe(char letter) => letter is '\'' or '`';

    // Behind a word: digits with a point or a comma between them stay together, an apostrophe or a sign that stands for a letter
    // belongs to the word when letters follow.
    private int EndOfWord(int start, out bool leet, out int apostrophe)
    {
        leet = false;
        apostrophe = -1;
        var digits = false;
        var letters = false;
        var at = start;
        for (; at < folded.Length; at++)
        {
            var letter = folded[at];
            if (char.IsAsciiLetter(letter))
                letters = true;
            else if (char.IsAsciiDigit(letter))
                digits = true;
            else if (char.IsLetterOrDigit(letter) || IsMark(letter))
                letters = true;
            else if (at + 1 < folded.Length && at > start && char.IsLetterOrDigit(folded[at + 1]))
            {
                if (IsApostrophe(letter) && letters && apostrophe < 0 && char.IsLetter(folded[at + 1]))
                    apostrophe = at;
                else if ((letter is '@' or '$' or '!' || (at >= partedUntil && Signs.Contains(letter))) && letters && at - start < LongestDisguise && char.IsLetter(folded[at + 1]))
                    leet = true;
                else if (letter is '.' or ',' && digits && !letters && char.IsAsciiDigit(folded[at + 1]) && (letter == '.' || IsThousand(at)))
                    continue;
                else
                    break;
            }
            else
            {
                break;
            }
        }

        leet |= digits && letters;
        return at;
    }

    // "$elf", "@rm": behind a word that begins with a sign for a letter; 0 where it makes no word.
    private int SignedWord(int start)
    {
        if (start + 2 >= folded.Length || !char.IsAsciiLetter(folded[start + 1]) || (start > 0 && char.IsLetterOrDigit(folded[start - 1])))
            return 0;
        var end = EndOfWord(start + 1, out _, out _);
        if (Leet.Read(folded.AsSpan(start, end - start)) is not { } word)
            return 0;
        Add(word, start, end);
        return end;
    }

    private bool IsThousand(int comma) => comma + 3 < folded.Length
        && char.IsAsciiDigit(folded[comma + 2]) && char.IsAsciiDigit(folded[comma + 3])
        && (comma + 4 >= folded.Length || !char.IsAsciiDigit(folded[comma + 4]));

    // Behind what was read: less than the whole when a sign turns out to part two words.
    private int Word(int start, int end, bool leet, int apostrophe)
    {
        if (leet && Leet.Read(folded.AsSpan(start, end - start)) is { } word)
        {
            Add(word, start, end);
            return end;
        }

        if (leet && Starred(start, end))
            return end;
        partedUntil = Math.Max(partedUntil, end);

        // An e-mail address or "numb!but": not a word in disguise, so the sign parts it.
        if (leet && folded.AsSpan(start, end - start).IndexOfAny(Signs) is var sign and >= 0)
        {
            end = start + sign;
            if (folded.AsSpan(start, sign).ContainsAnyInRange('0', '9') && Leet.Read(folded.AsSpan(start, sign)) is { } first)
            {
                Add(first, start, end);
                return end;
            }
        }

        if (apostrophe > start && apostrophe < end)
            Contraction(start, end, apostrophe);
        else
            Plain(start, end);
        return end;
    }

    // "f*e*e*l", "can*t", "nu_mb": signs that stand for no letter and part no two words.
    private bool Starred(int start, int end)
    {
        var span = folded.AsSpan(start, end - start);
        if (span.Length > 2 * LongestDisguise || span.IndexOfAny(Signs) < 0 || span.Contains('|'))
            return false;
        Span<char> word = stackalloc char[span.Length];
        var length = 0;
        var words = true;
        foreach (var part in span.SplitAny(Signs))
        {
            var piece = span[part];
            var lower = word.Slice(length, piece.Length);
            piece.ToLowerInvariant(lower);
            words &= piece.Length > 2 ? EnglishWords.Rank(lower) < UsualRank : ShortWords.Contains(lower);
            length += piece.Length;
        }

        word = word[..length];
        if (words && Contractions.Of(word) is null)
            return false;
        if (length is >= 2 and <= 8 && Contractions.Of(word) is { } split)
            AddPair(split.First, split.Second, start, start + 1, end);
        else if (length > 2 && EnglishWords.Rank(word) < UsualRank)
            Add(word.ToString(), start, end);
        else
            return false;
        return true;
    }

    private void Plain(int start, int end)
    {
        var span = folded.AsSpan(start, end - start);

        // A word of another script, where only some of its letters look like Latin ones, is left as it is.
        if (places is not null && !System.Text.Ascii.IsValid(span))
        {
            Add(source[Place(start)..Place(end)].ToLowerInvariant(), start, end);
            return;
        }

        if (span.Length is >= 2 and <= 8 && Contractions.Of(span) is { } split)
            AddPair(split.First, split.Second, start, start + Math.Min(split.First.Length, span.Length - 1), end);
        else
            Add(Lower(span), start, end);
    }

    private void Contraction(int start, int end, int apostrophe)
    {
        Span<char> buffer = stackalloc char[12];
        if (end - start <= 12)
        {
            var length = 0;
            foreach (var letter in folded.AsSpan(start, end - start))
            {
                if (!IsApostrophe(letter))
                    buffer[length++] = char.ToLowerInvariant(letter);
            }

            if (Contractions.OfMarked(buffer[..length]) is { } split)
            {
                AddPair(split.First, split.Second, start, Math.Min(start + split.First.Length, end - 1), end);
                return;
            }
        }

        var tail = folded.AsSpan(apostrophe + 1, end - apostrophe - 1);
        if (tail is "s" or "S")
        {
            Add(Lower(folded.AsSpan(start, apostrophe - start)), start, apostrophe);
            return;
        }

        // Any other noun: "mum'll", "legs've"; or a stray mark in a word ("num'b").
        var second = Lower(tail) switch { "ll" => "will", "re" => "are", "ve" => "have", "d" => "would", "m" => "am", _ => null };
        if (second is null)
            Add(Lower(folded.AsSpan(start, end - start)).Replace("'", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal), start, end);
        else
            AddPair(Lower(folded.AsSpan(start, apostrophe - start)), second, start, apostrophe, end);
    }

    private void AddPair(string first, string? second, int start, int cut, int end)
    {
        if (second is null)
        {
            Add(first, start, end);
            return;
        }

        Add(first, start, cut);
        Add(second, cut, end);
    }

    private void Add(string word, int start, int end)
    {
        if (word.Length == 0)
            return;
        if (word == "not" && Tokens is [.., { Text: "can", After: Break.None } can])
        {
            Tokens[^1] = can with { Text = "cannot", Length = Place(end) - can.Start };
            return;
        }

        HasSingles |= word.Length == 1;
        HasPieces |= BrokenWords.MayBePiece(word);
        Tokens.Add(new Token(word, Place(start), Place(end) - Place(start)));
    }

    // The last character of a folded text may stand for the tail of a longer one.
    private int Place(int at) => places is null ? at : at < places.Length ? places[at] : source.Length;

    private static string Lower(ReadOnlySpan<char> span)
    {
        foreach (var letter in span)
        {
            if (char.IsAsciiLetterUpper(letter) || (letter is ',' or '.'))
                return span.ToString().ToLowerInvariant().Replace(",", "", StringComparison.Ordinal);
        }

        return span.ToString();
    }

    private void Punctuate(int at)
    {
        if (Tokens.Count == 0 || BreakAt(at) is var found && found <= Tokens[^1].After)
            return;
        Tokens[^1] = Tokens[^1] with { After = BreakAt(at) };
    }

    private Break BreakAt(int at) => folded[at] switch
    {
        '?' => Break.Question,
        '.' or '!' or '\n' or '\r' or '|' => Break.Sentence,
        ',' or ';' or ':' or '(' or ')' or '[' or ']' or '{' or '}' or '"' => Break.Clause,
        '-' when at > 0 && (folded[at - 1] is ' ' or '-') => Break.Clause,
        _ => Break.None,
    };
}
