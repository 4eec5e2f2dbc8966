using System.Text.Json;
using System.Text.Json.Nodes;
using BackCare.Channels.Activities;

namespace BackCare.Web.Teams;

/// <summary>Where in Teams something is said, and by whom it is read.</summary>
public static class TeamsScope
{
    public const string Channel = "msteams";

    public static bool IsTeams(Activity activity) => activity.ChannelId == Channel;

    /// <summary>Whether others read along. What doesn't say that it is personal is taken to be public.</summary>
    public static bool IsPublic(Activity activity) => activity.Conversation switch
    {
        { ConversationType: { Length: > 0 } type } => !type.Equals("personal", StringComparison.OrdinalIgnoreCase),
        { IsGroup: { } isGroup } => isGroup,
        _ => true,
    };

    /// <summary>A private chat with the bot.</summary>
    public static string PrivateChat(Activity activity) => $"https://teams.microsoft.com/l/chat/0/0?users={Uri.EscapeDataString(activity.Recipient?.Id ?? "")}";

    /// <summary>The language of the client with the country it is in, which says more about phone numbers than the language does.</summary>
    public static string? Locale(Activity activity)
    {
        var client = activity.Entities?.FirstOrDefault(entity => Word(entity, "type") == "clientInfo");
        var locale = activity.Locale ?? Word(client, "locale");

        return Word(client, "country") is { Length: 2 } country
            ? $"{locale?.Split('-')[0] ?? "en"}-{country.ToUpperInvariant()}"
            : locale;
    }

    private static string? Word(JsonObject? entity, string name) =>
        entity?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
