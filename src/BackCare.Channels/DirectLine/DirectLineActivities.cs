using System.Globalization;
using System.Text.Json.Nodes;
using BackCare.Channels.Activities;
using BackCare.Storage;

namespace BackCare.Channels.DirectLine;

/// <summary>Completes activities with what the channel knows: id, time, conversation, who speaks to whom.</summary>
internal sealed class DirectLineActivities(TimeProvider time)
{
    public const string Channel = "directline";
    private const int LongestKey = 200;

    private static readonly ChannelAccount Bot = new() { Id = "backcare", Name = "BackCare", Role = "bot" };

    public static string IdOf(ConversationKey key, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{key.Conversation}|{sequence:D7}");

    /// <summary>What makes a second delivery the same one; null when the client doesn't say.</summary>
    public static string? KeyOf(Activity activity) =>
        activity.ChannelData is JsonObject data
        && data.TryGetPropertyValue("clientActivityID", out var id)
        && id is JsonValue value
        && value.TryGetValue<string>(out var text)
        && text is { Length: > 0 and <= LongestKey } ? $"client:{text}" : null;

    /// <summary>What a client sent. Who speaks is what the token says.</summary>
    public Activity Heard(ConversationKey key, Activity activity, string? user, long sequence) => Complete(key, activity, sequence) with
    {
        From = (activity.From ?? new ChannelAccount()) with { Id = user ?? activity.From?.Id, Role = "user" },
        Recipient = Bot,
    };

    /// <summary>Somebody joined: how the bot learns that a conversation has begun.</summary>
    public Activity Joined(ConversationKey key, string? user, string? locale, long sequence)
    {
        var person = new ChannelAccount { Id = user ?? "user", Role = "user" };
        var activity = new Activity { Type = ActivityTypes.ConversationUpdate, MembersAdded = [Bot, person], Locale = locale };
        return Complete(key, activity, sequence) with { From = person, Recipient = Bot };
    }

    /// <summary>What the bot said.</summary>
    public Activity Said(ConversationKey key, Activity reply, long sequence) => Complete(key, reply, sequence) with { From = Bot };

    private Activity Complete(ConversationKey key, Activity activity, long sequence) => activity with
    {
        Id = IdOf(key, sequence),
        Timestamp = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ChannelId = Channel,
        Conversation = new ConversationAccount { Id = key.Conversation },
        ServiceUrl = null,
    };
}
