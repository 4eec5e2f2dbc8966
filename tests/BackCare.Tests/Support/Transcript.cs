using System.Collections.Immutable;

namespace BackCare.Tests.Support;

/// <summary>One conversation of a Markdown file: its heading, the person's locale, and its turns in order.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Locale">Of a line <c>locale: en-GB</c> below the heading; null without one.</param>
/// <param name="Turns">What was said, and the reply as plain text.</param>
internal sealed record Transcript(string Title, string? Locale, ImmutableArray<(string Said, string Reply)> Turns)
{
    private const string Fence = "```";

    /// <summary>The conversations of a file: every <c>##</c> heading that has turns below it.</summary>
    public static IEnumerable<Transcript> Read(string markdown)
    {
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        var starts = Enumerable.Range(0, lines.Length).Where(at => lines[at].StartsWith("## ", StringComparison.Ordinal)).Append(lines.Length).ToArray();

        return starts.Zip(starts.Skip(1), (from, to) => Read(lines[from..to])).Where(conversation => conversation.Turns.Length > 0);
    }

    private static Transcript Read(string[] lines)
    {
        var locale = lines.FirstOrDefault(line => line.StartsWith("locale: ", StringComparison.Ordinal))?["locale: ".Length..].Trim();
        var turns = ImmutableArray.CreateBuilder<(string, string)>();
        for (var at = 0; at < lines.Length; at++)
        {
            if (lines[at] != Fence + "turn")
                continue;

            var end = Array.IndexOf(lines, Fence, at);
            var dot = Array.IndexOf(lines, ".", at);
            if (end < 0 || dot < 0 || dot > end)
                throw new FormatException($"A turn of '{lines[0]}' is no message, a line with a dot, and a reply between fences.");

            turns.Add((string.Join('\n', lines[(at + 1)..dot]), string.Join('\n', lines[(dot + 1)..end])));
            at = end;
        }

        return new Transcript(lines[0][3..].Trim(), locale, turns.ToImmutable());
    }
}
