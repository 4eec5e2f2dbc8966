using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BackCare.Passages;

namespace BackCare.Cli;

/// <summary>A question with what is right for it.</summary>
/// <param name="Id">As the file has it, or its line.</param>
/// <param name="Turns">One text, or the turns of a conversation, the last of which is judged.</param>
/// <param name="Style">plain, typo, …; empty where the file doesn't say.</param>
/// <param name="Scope">in, near, far, small-talk.</param>
/// <param name="Right">Passage ids, any of which is right; for a question of two parts, one list a part. Empty: nothing may be quoted.</param>
/// <param name="Withheld">Whether the right reply withholds.</param>
/// <param name="Held">Not for tuning.</param>
internal sealed record JudgedQuestion(
    string Id,
    ImmutableArray<string> Turns,
    string Style,
    string Scope,
    ImmutableArray<ImmutableHashSet<string>> Right,
    bool Withheld,
    bool Held)
{
    /// <summary>The right passage that the file names first; null when nothing is right.</summary>
    public string? First { get; init; }

    /// <summary>The first right article, for figures by article; empty when nothing is right.</summary>
    public string Article { get; init; } = "";

    /// <summary>The file it stands in: what one author thought hard another may not.</summary>
    public string Set { get; init; } = "";

    /// <summary>Reads JSON Lines: passage ids (<c>passages</c>; a list a part where there are two), or stretches of articles (<c>anchors</c>, <c>needs</c>) that are looked up in the quotes; <c>in_scope</c>: false where nothing may be quoted.</summary>
    public static List<JudgedQuestion> Read(string path, Corpus corpus)
    {
        var questions = new List<JudgedQuestion>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0)
                continue;
            using var document = JsonDocument.Parse(line);
            questions.AddRange(Of(document.RootElement, number, corpus).Select(question => question with { Set = Path.GetFileNameWithoutExtension(path) }));
        }

        return questions;
    }

    private static IEnumerable<JudgedQuestion> Of(JsonElement row, int number, Corpus corpus)
    {
        var id = Text(row, "id") ?? number.ToString(CultureInfo.InvariantCulture);
        var held = row.TryGetProperty("held", out var flag) && flag.ValueKind == JsonValueKind.True;
        if (row.TryGetProperty("turns", out var turns))
        {
            var said = ImmutableArray<string>.Empty;
            foreach (var (turn, at) in turns.EnumerateArray().Select((turn, at) => (turn, at)))
            {
                said = said.Add(Text(turn, "q")!);
                yield return One(turn, $"{id}.{at + 1}", said, held, corpus) with { Style = at == 0 ? "first" : "follow-up" };
            }
        }
        else
        {
            yield return One(row, id, [Text(row, "q")!], held, corpus);
        }
    }

    private static JudgedQuestion One(JsonElement row, string id, ImmutableArray<string> turns, bool held, Corpus corpus)
    {
        var kind = Text(row, "kind");
        ImmutableArray<ImmutableHashSet<string>> right = row switch
        {
            _ when row.TryGetProperty("passages", out var parts) && parts[0].ValueKind == JsonValueKind.Array =>
                [.. parts.EnumerateArray().Select(part => part.EnumerateArray().Select(passage => passage.GetString()!).ToImmutableHashSet())],
            _ when row.TryGetProperty("passages", out var passages) => [[.. passages.EnumerateArray().Select(passage => passage.GetString()!)]],
            _ when row.TryGetProperty("needs", out var needs) => [.. needs.EnumerateArray().Select(need => Anchored(need, corpus))],
            _ when row.TryGetProperty("anchors", out var anchors) && anchors.GetArrayLength() > 0 => [Anchored(anchors, corpus)],
            _ => [],
        };
        var scope = Text(row, "scope") ?? kind switch
        {
            _ when row.TryGetProperty("in_scope", out var inside) && inside.ValueKind == JsonValueKind.False => "near",
            "no-passage" => "near",
            "small-talk" or "help" => "small-talk",
            _ => "in",
        };

        return new JudgedQuestion(id, turns, Text(row, "style") ?? "", scope, scope == "in" ? right : [], kind == "withheld", held)
        {
            First = scope == "in" ? FirstOf(row, right) : null,
            Article = right.SelectMany(ids => ids).Select(passage => corpus.Find(passage)?.Source.File[..3]).FirstOrDefault() ?? "",
        };
    }

    private static string? FirstOf(JsonElement row, ImmutableArray<ImmutableHashSet<string>> right) => row.TryGetProperty("passages", out var passages)
        ? (passages[0].ValueKind == JsonValueKind.Array ? passages[0][0] : passages[0]).GetString()
        : right.SelectMany(ids => ids).Order(StringComparer.Ordinal).FirstOrDefault();

    private static ImmutableHashSet<string> Anchored(JsonElement anchors, Corpus corpus) =>
    [
        .. anchors.EnumerateArray().SelectMany(anchor => corpus.Passages
            .Where(passage => passage.Source.File.StartsWith(Text(anchor, "article")!, StringComparison.Ordinal) && Overlaps(passage.Quote, Text(anchor, "text")!))
            .Select(passage => passage.Id)),
    ];

    /// <summary>Whether at least four words in a row of the anchor, or all of them, stand in the quote.</summary>
    private static bool Overlaps(string quote, string anchor)
    {
        var words = Words(anchor).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var text = $" {Words(quote)} ";
        var run = Math.Min(4, words.Length);
        var longest = 0;
        for (var start = 0; start + run <= words.Length; start++)
        {
            var length = run;
            while (start + length <= words.Length && text.Contains($" {string.Join(' ', words[start..(start + length)])} ", StringComparison.Ordinal))
                length++;
            longest = Math.Max(longest, length - 1);
        }

        return longest >= run && longest * 2 >= words.Length;
    }

    private static string Words(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var character in CorpusChecks.Collapse(text))
            words.Append(char.IsLetterOrDigit(character) ? char.ToLowerInvariant(character) : character is '’' or '\'' ? "" : " ");
        return CorpusChecks.Collapse(words.ToString());
    }

    private static string? Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
