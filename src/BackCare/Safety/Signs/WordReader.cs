using System.Globalization;
using BackCare.Analysis;

namespace BackCare.Safety.Signs;

/// <summary>Tokens → words: numbers are parted from their unit, text-speak and misspelt words are read as the rule words they stand for.</summary>
internal static class WordReader
{
    private static readonly Dictionary<string, double> Numerals = ReadNumerals();

    /// <summary>The words of a text.</summary>
    public static List<Word> Read(Grammar grammar, IReadOnlyList<Token> tokens)
    {
        var words = new List<Word>(tokens.Count + 4);
        for (var i = 0; i < tokens.Count; i++)
            Add(grammar, words, tokens[i], i);
        return words;
    }

    private static void Add(Grammar grammar, List<Word> words, Token token, int at)
    {
        var text = token.Text is "cant" ? "cannot" : token.Text;
        if (TextSpeak.Read(text) is { } spoken)
            text = spoken;
        if (grammar.Leaves(text) is { } concepts)
        {
            // A misspelling that one rule lists may be meant by another rule's right spelling.
            if (text.Length >= 4 && EnglishWords.Rank(text) is null && !concepts.Contains(grammar.SpeltRight) && grammar.Meant(text) is { } others)
                concepts = [.. concepts.Union(others)];
            words.Add(new Word(text, at, token.After) { Concepts = concepts, Number = char.IsAsciiDigit(text[0]) ? Digits(text) : Value(text, words), Known = true });
            return;
        }

        if (Undisguised(grammar, text) is { } plain)
        {
            Add(grammar, words, token with { Text = plain }, at);
            return;
        }

        if (char.IsAsciiDigit(text[0]))
        {
            AddNumber(grammar, words, token, at);
            return;
        }

        if (Numerals.ContainsKey(text))
        {
            words.Add(new Word(text, at, token.After) { Number = Value(text, words), Known = true });
            return;
        }

        if (EnglishWords.Rank(text) is < 30_000)
        {
            words.Add(new Word(text, at, token.After) { Known = true });
            return;
        }

        if (Squeezed(grammar, text) is { } squeezed)
        {
            words.Add(new Word(text, at, token.After) { Concepts = squeezed, Known = true });
            return;
        }

        if (grammar.Meant(text) is { } meant)
        {
            words.Add(new Word(text, at, token.After) { Concepts = meant });
            return;
        }

        if (text.Length is >= 6 and <= 24 && Cut(grammar, text) is > 0 and var cut)
        {
            Add(grammar, words, token with { Text = text[..cut], After = Break.None }, at);
            Add(grammar, words, token with { Text = text[cut..] }, at);
            return;
        }

        if (JoinedWords.Cut(grammar, text) is { } joined)
        {
            foreach (var (index, word) in joined.Index())
                AddShort(grammar, words, token with { Text = word, After = index + 1 < joined.Count ? Break.None : token.After }, at);
            return;
        }

        words.Add(new Word(text, at, token.After) { Known = EnglishWords.Rank(text) is not null });
    }

    // A shortened form inside a joined word: "idontcare".
    private static void AddShort(Grammar grammar, List<Word> words, Token token, int at)
    {
        if (Contractions.Of(token.Text) is not { } split)
        {
            Add(grammar, words, token, at);
            return;
        }

        Add(grammar, words, token with { Text = split.First, After = split.Second is null ? token.After : Break.None }, at);
        if (split.Second is not null)
            Add(grammar, words, token with { Text = split.Second }, at);
    }

    // "p4r4c3tam0l": a rule word that is no everyday word, so that only the rules can know it.
    private static string? Undisguised(Grammar grammar, string text)
    {
        if (text.Length is < 5 or > 24 || !text.AsSpan().ContainsAnyInRange('0', '9') || !text.AsSpan().ContainsAnyInRange('a', 'z')
            || (char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1])))
            return null;
        foreach (var one in "il")
        {
            if (Leet.Letters(text, one) is var plain && plain.AsSpan().IndexOfAnyInRange('0', '9') < 0 && grammar.Leaves(plain) is not null)
                return plain;
        }

        return null;
    }

    private static double? Digits(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static void AddNumber(Grammar grammar, List<Word> words, Token token, int at)
    {
        var text = token.Text;
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
            end++;
        double? number = double.TryParse(text.AsSpan(0, end), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
        var rest = text[end..];
        words.Add(new Word(text[..end], at, rest.Length > 0 ? Break.None : token.After) { Number = number, Known = true });
        if (rest.Length > 0)
            Add(grammar, words, token with { Text = rest }, at);
    }

    // "seventy eight", "thirty six": the second numeral carries the sum, so that a range sees the whole.
    private static double? Value(string text, List<Word> words)
    {
        if (!Numerals.TryGetValue(text, out var value))
            return null;

        // "a hundred and two", "a hundred two".
        if (value < 100 && (words is [.., { Number: 100 }] or [.., { Number: 100 }, { Text: "and" }]))
            return 100 + value;
        return value < 10 && words is [.., { Number: >= 20 and < 100 and var tens, After: Break.None, Text: var before }] && Numerals.ContainsKey(before)
            ? tens + value
            : value;
    }

    // "numbbbb", "sooo paaainful": runs of three and more as one letter or two.
    private static int[]? Squeezed(Grammar grammar, string text)
    {
        var runs = false;
        for (var i = 2; i < text.Length && !runs; i++)
            runs = text[i] == text[i - 1] && text[i] == text[i - 2];
        if (!runs || text.Length > 64)
            return null;
        var (once, twice) = (grammar.Leaves(Squeeze(text, 1)), grammar.Leaves(Squeeze(text, 2)));
        return once is not null && twice is not null ? [.. once.Union(twice)] : once ?? twice ?? grammar.Meant(Squeeze(text, 1));
    }

    private static string Squeeze(string text, int most)
    {
        var kept = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (i < most || !Enumerable.Range(1, most).All(back => text[i - back] == text[i]))
                kept.Append(text[i]);
        }

        return kept.ToString();
    }

    // Two words written as one ("backpain", "cantpee"): at least one is a rule word, both are words.
    private static int Cut(Grammar grammar, string text)
    {
        var best = 0;
        var price = double.MaxValue;
        for (var cut = 2; cut <= text.Length - 3; cut++)
        {
            var left = text.AsSpan(0, cut);
            var right = text.AsSpan(cut);
            var rule = grammar.Leaves(left) is not null || left is "cant" || grammar.Leaves(right) is not null;
            var cost = (EnglishWords.Rank(left) ?? (grammar.Leaves(left) is null && left is not "cant" ? 50_000 : 3000))
                + (EnglishWords.Rank(right) ?? (grammar.Leaves(right) is null ? 50_000 : 3000)) + (cut < 3 ? 3000 : 0);
            if (rule && cost < 20_000 && cost < price)
                (best, price) = (cut, cost);
        }

        return best;
    }

    private static Dictionary<string, double> ReadNumerals()
    {
        const string Units = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen";
        const string Tens = "twenty thirty forty fifty sixty seventy eighty ninety hundred";
        var numerals = new Dictionary<string, double>(StringComparer.Ordinal) { ["dozen"] = 12 };
        foreach (var (index, word) in Units.Split(' ').Index())
            numerals[word] = index + 1;
        foreach (var (index, word) in Tens.Split(' ').Index())
            numerals[word] = (index + 2) * 10;
        return numerals;
    }
}
