namespace BackCare.Analysis;

/// <summary>Stops behind every word ("lost,control,of,my,bladder", a line for each word): they part no clauses.</summary>
internal static class Staccato
{
    private const int Fewest = 4;

    private static readonly HashSet<string> Binding = new(
        "of my the for in on to i and me is it can cannot am was have has a an with your his her from at did do not when".Split(' '), StringComparer.Ordinal);

    /// <summary>Takes the stops away where all of the words are parted by them.</summary>
    /// <remarks>A list ("pain, swelling, heat, redness") keeps its commas: it has spaces or line ends behind them and no words that bind others.</remarks>
    public static void Smooth(List<Token> tokens, string text)
    {
        if (tokens.Count < Fewest)
            return;
        var bound = false;
        var spaced = false;
        for (var at = 0; at < tokens.Count; at++)
        {
            bound |= Binding.Contains(tokens[at].Text);
            if (at + 1 == tokens.Count)
                break;
            var end = tokens[at].Start + tokens[at].Length;
            if (tokens[at].After == Break.Question || (tokens[at].After == Break.None && tokens[at + 1].Start > end))
                return;
            spaced |= tokens[at + 1].Start > end && char.IsWhiteSpace(text[tokens[at + 1].Start - 1]);
        }

        if (spaced && !bound)
            return;
        for (var at = 0; at + 1 < tokens.Count; at++)
            tokens[at] = tokens[at] with { After = Break.None };
    }
}
