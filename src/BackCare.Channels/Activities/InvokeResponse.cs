using System.Text.Json.Nodes;

namespace BackCare.Channels.Activities;

/// <summary>How a bot answers an invoke: as an activity of its own type that never leaves by itself, but becomes the HTTP response.</summary>
public static class InvokeResponse
{
    /// <param name="body">Null for none; some invokes accept nothing but <c>{}</c>.</param>
    public static Activity Of(Activity invoke, int status, JsonNode? body) => invoke.CreateReply() with
    {
        Type = ActivityTypes.InvokeResponse,
        Value = new JsonObject { ["status"] = status, ["body"] = body },
    };

    public static int Status(Activity response) => response.Value is JsonObject value && value["status"] is JsonValue status && status.TryGetValue(out int code) ? code : 200;

    public static JsonNode? Body(Activity response) => (response.Value as JsonObject)?["body"];
}
