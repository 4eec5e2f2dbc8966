using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BackCare.Channels.Activities;
using BackCare.Storage;

namespace BackCare.Channels.DirectLine;

/// <summary>Some activities of a conversation and how far they reach.</summary>
/// <param name="Watermark">The sequence of the last activity looked at, shown or not.</param>
internal sealed record ActivitySet(IReadOnlyList<LoggedActivity> Activities, long Watermark)
{
    /// <summary>Keeps what a client is shown: never who joined, and who is typing only while it happens.</summary>
    public static ActivitySet Of(IReadOnlyList<LoggedActivity> activities, long watermark, bool live) => new(
        [.. activities.Where(activity => TypeOf(activity.Json) is var type && type != ActivityTypes.ConversationUpdate && (live || type != ActivityTypes.Typing))],
        activities is [.., var last] ? last.Sequence : watermark);

    /// <summary>Null when the text is no watermark; the beginning when there is none.</summary>
    public static long? ParseWatermark(string? text)
    {
        if (string.IsNullOrEmpty(text) || text == "-")
            return 0;

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var watermark) ? watermark : null;
    }

    /// <summary>The set as it goes over the wire; the activities are written as they are kept.</summary>
    public ReadOnlyMemory<byte> ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartArray("activities");
        foreach (var activity in Activities)
            writer.WriteRawValue(activity.Json, skipInputValidation: true);
        writer.WriteEndArray();
        writer.WriteString("watermark", Watermark.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    // Activities are written with their type first, so this reads a few bytes.
    private static string? TypeOf(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType)
                return reader.GetString();
            reader.Skip();
        }

        return null;
    }
}
