using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace BackCare.Channels.Activities;

/// <summary>Activities as JSON: source-generated, lenient to fields we don't know, nulls left out.</summary>
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(IReadOnlyList<Activity>))]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(JsonNode))]
public sealed partial class ActivityJson : JsonSerializerContext
{
    /// <summary>What goes on the wire: readable text rather than escapes for other scripts.</summary>
    public static ActivityJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        // The same field twice is refused when it is read (with either exception), not when somebody uses it.
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(Activity activity) => JsonSerializer.Serialize(activity, Wire.Activity);

    /// <summary>Null when the text is not an activity.</summary>
    public static Activity? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Wire.Activity);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
