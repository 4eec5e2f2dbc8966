using System.Buffers;
using System.Globalization;

namespace BackCare.Analysis;

/// <summary>What a screen doesn't show or shows as another character: control characters, terminal sequences, tags, comments, entities, percent codes.</summary>
/// <remarks>Inside a word it is left out (nu&lt;b&gt;mb → numb), elsewhere it is a space, as a control character always is. Whatever is no known markup stays as it was typed.</remarks>
internal static class Markup
{
    private const int LongestTag = 120;
    private const int LongestEntity = 8;
    private const char Escape = '\u001B';

    private static readonly SearchValues<char> Marks = SearchValues.Create(
        "<%&\u007F" + string.Concat(Enumerable.Range(0, ' ').Select(code => (char)code).Where(code => code is not ('\t' or '\n' or '\v' or '\f' or '\r'))));

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Inline = Names(
        "a abbr b bdi bdo big cite code del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike strong sub sup tt u var wbr");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Block = Names(
        "blockquote body br center dd div dl dt h1 h2 h3 h4 h5 h6 head hr html img input li ol p pre section table tbody td th tr ul");

    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Entities = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["nbsp"] = " ",
        ["amp"] = "&",
        ["lt"] = "<",
        ["gt"] = ">",
        ["quot"] = "\"",
        ["apos"] = "'",
        ["rsquo"] = "'",
        ["lsquo"] = "'",
        ["shy"] = "",
        ["zwj"] = "",
        ["zwnj"] = "",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a text may have any: most have none and are read as they are.</summary>
    public static bool MayBeIn(string text) => text.AsSpan().ContainsAny(Marks);

    /// <summary>The text as a screen would show it.</summary>
    /// <param name="text">Any text at all.</param>
    /// <param name="places">For each character of the result, where it came from.</param>
    public static string Strip(string text, out int[] places)
    {
        var shown = new System.Text.StringBuilder(text.Length);
        var from = new List<int>(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var (length, stands) = Marks.Contains(text[at]) ? Read(text.AsSpan(at), at > 0 ? text[at - 1] : ' ') : (0, null);
            if (length == 0)
            {
                shown.Append(text[at]);
                from.Add(at++);
                continue;
            }

            var inside = length > 1 && shown.Length > 0 && char.IsLetterOrDigit(shown[^1]) && at + length < text.Length
                && (char.IsLetterOrDigit(text[at + length]) || Marks.Contains(text[at + length]));
            foreach (var letter in stands ?? (inside ? "" : " "))
            {
                shown.Append(letter);
                from.Add(at);
            }

            at += length;
        }

        places = [.. from];
        return shown.ToString();
    }

    // How much of the text is markup, and what it stands for; null where it stands for nothing.
    private static (int Length, string? Stands) Read(ReadOnlySpan<char> text, char before) => text[0] switch
    {
        '<' => Tag(text, before),
        '%' => Percent(text, before),
        '&' => Entity(text),
        Escape => (Sequence(text), null),
        _ => (1, null),
    };

    // "ESC [ 2 J": what stands between the bracket and the letter are parameters.
    private static int Sequence(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || text[1] != '[')
            return 1;
        var end = 2;
        while (end < text.Length && end < LongestTag && text[end] is >= ' ' and <= '?')
            end++;
        return end < text.Length && text[end] is >= '@' and <= '~' ? end + 1 : 1;
    }

    // Words are told in comments and attributes too, so only a bare tag is dropped outside a word.
    private static (int Length, string? Stands) Tag(ReadOnlySpan<char> text, char before)
    {
        var near = text[..Math.Min(text.Length, LongestTag)];
        var inside = char.IsLetter(before) || before == '>';
        if (near.StartsWith("<!--"))
        {
            var close = near.IndexOf("-->");
            return close > 0 && inside && JoinsAt(text, close + 3) ? (close + 3, null) : (0, null);
        }

        var end = near.IndexOf('>');
        if (end < 2)
            return (0, null);
        var tag = near[1..end].Trim('/');
        var name = tag.IndexOfAny(' ', '\n') is > 0 and var space ? tag[..space] : tag;
        if (name.Length > 10 || (name.Length < tag.Trim().Length && !(inside && JoinsAt(text, end + 1))))
            return (0, null);
        Span<char> lower = stackalloc char[10];
        lower = lower[..name.ToLowerInvariant(lower)];
        return Inline.Contains(lower) ? (end + 1, null) : Block.Contains(lower) ? (end + 1, (string?)"\n") : (0, null);
    }

    private static bool JoinsAt(ReadOnlySpan<char> text, int at) => at < text.Length && (char.IsLetter(text[at]) || text[at] == '<');

    // "%27", but not the per cent of "50%".
    private static (int Length, string? Stands) Percent(ReadOnlySpan<char> text, char before) =>
        text.Length >= 3 && !char.IsAsciiDigit(before) && byte.TryParse(text.Slice(1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
        && code is >= 0x20 and < 0x7F ? (3, ((char)code).ToString()) : (0, null);

    private static (int Length, string? Stands) Entity(ReadOnlySpan<char> text)
    {
        var end = text[..Math.Min(text.Length, LongestEntity + 2)].IndexOf(';');
        if (end < 3)
            return (0, null);
        var name = text[1..end];
        if (name[0] != '#')
            return Entities.TryGetValue(name, out var stands) ? (end + 1, stands) : (0, null);
        var hex = name[1] is 'x' or 'X';
        return int.TryParse(hex ? name[2..] : name[1..], hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            && code is >= ' ' and <= 0x10FFFF and not (>= 0xD800 and <= 0xDFFF)
            ? (end + 1, char.ConvertFromUtf32(code))
            : (0, null);
    }

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Names(string names) =>
        new HashSet<string>(names.Split(' '), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
