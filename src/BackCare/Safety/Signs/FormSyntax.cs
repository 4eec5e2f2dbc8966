using System.Globalization;

namespace BackCare.Safety.Signs;

/// <summary>A form as it is written in a rule file, taken apart.</summary>
/// <remarks>
/// <c>word</c> any inflection of it · <c>=word</c> just that · <c>{class}</c> any form of the class · <c>&lt;38-43&gt;</c> a number in the range ·
/// <c>(a|b c)</c> one of them · <c>[a]</c> may be left out · <c>..</c> up to three words between, <c>..5</c> up to five · <c>~4</c> in either order with up
/// to four words between · <c>!{class}</c> at the end: not directly followed by it.
/// </remarks>
internal static class FormSyntax
{
    internal abstract record Node;

    internal sealed record Word(string Text, bool Exact) : Node;

    internal sealed record Class(string Name) : Node;

    internal sealed record Range(double Least, double Most) : Node;

    internal sealed record Choice(string Text, IReadOnlyList<IReadOnlyList<Item>> Forms) : Node;

    /// <summary>A part, and the gap before it.</summary>
    internal readonly record struct Item(Node Node, Gap Gap, bool Negative);

    /// <summary>All the sequences that a written form stands for: two for each part that may be left out.</summary>
    /// <exception cref="FormatException">It can't be read; the message says where.</exception>
    public static IReadOnlyList<IReadOnlyList<Item>> Read(string text)
    {
        var at = 0;
        var sequences = Sequences(text, ref at, '\0');
        if (at < text.Length)
            throw new FormatException($"'{text[at]}' at character {at + 1} closes nothing");
        return sequences;
    }

    private static List<List<Item>> Sequences(string text, ref int at, char close)
    {
        List<List<Item>> done = [];
        List<List<Item>> open = [[]];
        var gap = new Gap(0, false);
        while (at < text.Length && text[at] != close)
        {
            switch (text[at])
            {
                case ' ':
                    at++;
                    continue;
                case '|':
                    at++;
                    done.AddRange(open);
                    open = [[]];
                    gap = new Gap(0, false);
                    continue;
                case '.' when at + 1 < text.Length && text[at + 1] == '.':
                    at += 2;
                    gap = new Gap(Number(text, ref at) ?? 3, false);
                    continue;
                case '~':
                    at++;
                    gap = new Gap(Number(text, ref at) ?? 4, true);
                    continue;
                case '[':
                    at++;
                    var optional = Sequences(text, ref at, ']');
                    Close(text, ref at, ']');
                    open = [.. open, .. open.SelectMany(before => optional.Select(inner => Appended(before, inner, gap)))];
                    break;
                case '(':
                    var start = at++;
                    var choice = Sequences(text, ref at, ')');
                    Close(text, ref at, ')');
                    var group = new Choice(text[start..at], choice);
                    open.ForEach(items => items.Add(new Item(group, gap, false)));
                    break;
                default:
                    var negative = text[at] == '!';
                    if (negative)
                        at++;
                    var node = Single(text, ref at);
                    open.ForEach(items => items.Add(new Item(node, gap, negative)));
                    break;
            }

            gap = new Gap(0, false);
        }

        done.AddRange(open);
        if (done.Exists(items => items.Count == 0))
            throw new FormatException("a form without words");
        return done;
    }

    private static List<Item> Appended(List<Item> before, List<Item> inner, Gap gap) =>
        [.. before, inner[0] with { Gap = gap }, .. inner.Skip(1)];

    private static void Close(string text, ref int at, char close)
    {
        if (at >= text.Length)
            throw new FormatException($"'{close}' is missing");
        at++;
    }

    private static int? Number(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at > start ? int.Parse(text.AsSpan(start, at - start), CultureInfo.InvariantCulture) : null;
    }

    private static Node Single(string text, ref int at)
    {
        if (at < text.Length && text[at] == '{')
            return new Class(Until(text, ref at, '}'));
        if (at < text.Length && text[at] == '<')
        {
            var ends = Until(text, ref at, '>').Split('-');
            if (ends.Length == 2 && double.TryParse(ends[0], CultureInfo.InvariantCulture, out var least)
                && double.TryParse(ends[1], CultureInfo.InvariantCulture, out var most))
                return new Range(least, most);
            throw new FormatException("a range is written <38-43>");
        }

        var exact = at < text.Length && text[at] == '=';
        if (exact)
            at++;
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || (text[at] == '.' && at + 1 < text.Length && text[at + 1] != '.')))
            at++;
        if (at == start)
            throw new FormatException(at < text.Length ? $"'{text[at]}' at character {at + 1} has no meaning here" : "a word is missing at the end");
        return new Word(text[start..at], exact);
    }

    private static string Until(string text, ref int at, char close)
    {
        var end = text.IndexOf(close, at);
        if (end < 0)
            throw new FormatException($"'{close}' is missing");
        var inner = text[(at + 1)..end];
        at = end + 1;
        return inner;
    }
}
