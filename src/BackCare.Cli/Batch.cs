using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackCare.Replies;

namespace BackCare.Cli;

/// <summary>The batch contract: one conversation a line in, one line out, in the same order. A line that can't be read gets an error and the run goes on.</summary>
internal static partial class Batch
{
    /// <summary>0, or 1 when a line could not be read.</summary>
    public static int Run(Assistant assistant, Stream input, Stream output, string? locale)
    {
        using var reader = new StreamReader(input, new UTF8Encoding(false, throwOnInvalidBytes: false));
        using var writer = new StreamWriter(output, new UTF8Encoding(false)) { NewLine = "\n" };
        var (number, failed) = (0, false);
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0)
                continue;

            var (answer, fine) = Answer(assistant, line, number, locale);
            failed |= !fine;
            writer.WriteLine(answer);
            writer.Flush();
        }

        return failed ? 1 : 0;
    }

    private static (string Line, bool Fine) Answer(Assistant assistant, string line, int number, string? locale)
    {
        try
        {
            using var document = JsonDocument.Parse(LoneSurrogate().Replace(line, "$1\\ufffd"));
            var conversation = document.RootElement;
            if (conversation.ValueKind != JsonValueKind.Object
                || !conversation.TryGetProperty("turns", out var turns)
                || turns.ValueKind != JsonValueKind.Array
                || turns.EnumerateArray().Any(turn => turn.ValueKind != JsonValueKind.String))
                return (Error(number, "this isn't an object with 'id' and a list of texts 'turns'."), false);

            var id = conversation.TryGetProperty("id", out var given) ? JsonNode.Parse(given.GetRawText()) : null;
            var place = conversation.TryGetProperty("locale", out var tag) && tag.ValueKind == JsonValueKind.String ? tag.GetString() : locale;
            var replies = new JsonArray();
            var memory = Memory.Empty;
            foreach (var turn in turns.EnumerateArray())
            {
                var reply = assistant.Respond(new Turn(turn.GetString()!, memory, place));
                memory = reply.Memory;
                replies.Add((JsonNode)ReplyJson.Of(reply));
            }

            return (BatchJson.Write(new JsonObject { ["id"] = id, ["replies"] = replies }), true);
        }
        catch (JsonException exception)
        {
            return (Error(number, $"this isn't JSON ({exception.Message})."), false);
        }
    }

    private static string Error(int number, string what) =>
        BatchJson.Write(new JsonObject { ["id"] = null, ["error"] = $"line {number}: {what}" });

    // An escaped surrogate without its other half is read as U+FFFD, as a browser would send it.
    [GeneratedRegex(@"((?<!\\)(?:\\\\)*)(?:\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2})")]
    private static partial Regex LoneSurrogate();
}
