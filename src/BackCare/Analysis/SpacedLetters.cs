namespace BackCare.Analysis;

/// <summary>Words written letter by letter: "n u m b", "p.e.e", "l e g s".</summary>
internal static class SpacedLetters
{
    private const int Shortest = 4;
    private const int UsualRank = 5000;

    /// <summary>Joins runs of single letters into the words they spell.</summary>
    public static List<Token> Join(List<Token> tokens)
    {
        List<Token>? joined = null;
        for (var at = 0; at < tokens.Count; at++)
        {
            var end = at;
            while (end < tokens.Count && tokens[end].Text.Length == 1 && char.IsAsciiLetter(tokens[end].Text[0]))
                end++;
            if (end - at < Shortest && !(end - at == Shortest - 1 && IsUsual(tokens, at)))
            {
                // The run is looked at once; its letters stand as they are.
                for (var last = Math.Max(end, at + 1); at < last; at++)
                    joined?.Add(tokens[at]);
                at--;
                continue;
            }

            joined ??= [.. tokens.Take(at)];
            AddRun(tokens.GetRange(at, end - at), joined);
            at = end - 1;
        }

        return joined ?? tokens;
    }

    // "b u m", "p.e.e": three letters are joined only into a word that everybody knows.
    private static bool IsUsual(List<Token> tokens, int at) =>
        EnglishWords.Rank([tokens[at].Text[0], tokens[at + 1].Text[0], tokens[at + 2].Text[0]]) < UsualRank
        && Segment(string.Concat(tokens[at].Text, tokens[at + 1].Text, tokens[at + 2].Text)).Count == 1
        && tokens[at].After == tokens[at + 1].After && Gap(tokens, at + 1) == Gap(tokens, at + 2);

    // Wider gaps part the words where there are any; where all gaps are alike, the likeliest words do.
    private static void AddRun(List<Token> letters, List<Token> joined)
    {
        var narrow = Enumerable.Range(1, letters.Count - 1).Min(i => Gap(letters, i));
        var first = 0;
        for (var i = 1; i <= letters.Count; i++)
        {
            if (i < letters.Count && (Gap(letters, i) <= narrow || IsTailOfNot(letters, i, narrow)))
                continue;
            AddWords(letters.GetRange(first, i - first), joined);
            first = i;
        }
    }

    // The t of "c a n ' t", behind an apostrophe.
    private static bool IsTailOfNot(List<Token> letters, int i, int narrow) => letters[i].Text == "t" && letters[i - 1].Text == "n"
        && (i + 1 == letters.Count || Gap(letters, i + 1) > narrow);

    private static int Gap(List<Token> letters, int i) => letters[i].Start - letters[i - 1].Start - letters[i - 1].Length;

    private static void AddWords(List<Token> letters, List<Token> joined)
    {
        var text = string.Concat(letters.Select(letter => letter.Text));
        foreach (var (start, length) in Segment(text))
        {
            var last = letters[start + length - 1];
            var word = text.Substring(start, length);
            var token = new Token(word, letters[start].Start, last.Start + last.Length - letters[start].Start) { After = last.After };
            if (word.Length <= 8 && Contractions.Of(word) is { } split)
            {
                joined.Add(token with { Text = split.First, After = split.Second is null ? token.After : Break.None });
                if (split.Second is not null)
                    joined.Add(token with { Text = split.Second });
            }
            else
            {
                joined.Add(token);
            }
        }
    }

    // The cheapest way to cut a row of letters into words, a rare word costing more than a frequent one.
    private static List<(int Start, int Length)> Segment(string text)
    {
        const int Longest = 12;
        var cost = new double[text.Length + 1];
        var cut = new int[text.Length + 1];
        for (var end = 1; end <= text.Length; end++)
        {
            cost[end] = double.MaxValue;
            for (var start = Math.Max(0, end - Longest); start < end; start++)
            {
                var span = text.AsSpan(start, end - start);
                var rank = EnglishWords.Rank(span) ?? (span.Length <= 8 && Contractions.Of(span) is not null ? 100 : null);
                var price = rank is { } known ? Math.Log(known + 50) + 2 : 12 + (5 * span.Length);
                if (span.Length == 1 && span is not ("i" or "a"))
                    price = 18;
                if (cost[start] + price < cost[end])
                    (cost[end], cut[end]) = (cost[start] + price, start);
            }
        }

        var words = new List<(int, int)>();
        for (var end = text.Length; end > 0; end = cut[end])
            words.Add((cut[end], end - cut[end]));
        words.Reverse();
        return words;
    }
}
