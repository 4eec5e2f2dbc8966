using System.Text.Json.Nodes;
using BackCare.Channels.Activities;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SdkType = Microsoft.Bot.Schema.Activity;

namespace BackCare.BotBuilder;

/// <summary>The SDK's activities ↔ ours, by the JSON that both have on the wire.</summary>
internal static class SdkActivity
{
    public static Activity ToOurs(SdkType activity) => ActivityJson.Read(JsonConvert.SerializeObject(activity, HttpHelper.BotMessageSerializerSettings))
        ?? throw new InvalidOperationException($"An activity of type '{activity.Type}' can't be read back from the SDK's types.");

    /// <summary>What goes into a response.</summary>
    public static string Write(object body) => JsonConvert.SerializeObject(body, Formatting.None, HttpHelper.BotMessageSerializerSettings);

    public static SdkType FromOurs(string json) => JsonConvert.DeserializeObject<SdkType>(json, HttpHelper.BotMessageSerializerSettings)
        ?? throw new InvalidOperationException("A reply is empty.");

    public static JToken Json(JsonNode node) => JToken.Parse(node.ToJsonString());
}
