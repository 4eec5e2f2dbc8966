using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackCare.Channels;
using BackCare.Channels.Activities;
using BackCare.Web.Reload;

namespace BackCare.Web.Teams;

/// <summary>Teams' own customs around the bot: mentions, being added and removed, edits, thumbs. Other channels pass through untouched.</summary>
public sealed class TeamsBot(IBot inner, CurrentAssistant current) : IBot
{
    public BotTurn Answer(Activity activity, string? state)
    {
        if (!TeamsScope.IsTeams(activity))
            return inner.Answer(activity, state);

        var kept = TeamsState.Read(state);

        return activity.Type switch
        {
            ActivityTypes.Message when TeamsFeedback.IsFromCard(activity) => Thanks(activity, kept),
            ActivityTypes.Message => Said(activity, kept),
            // What is added to a message may be the sign that matters, so an edit is answered like a message.
            ActivityTypes.MessageUpdate when IsEdit(activity) => Said(activity, kept),
            ActivityTypes.Invoke when activity.Name == TeamsFeedback.Submit => Rated(activity, kept),
            ActivityTypes.ConversationUpdate when Joined(activity) => Welcome(activity, kept),
            ActivityTypes.InstallationUpdate when activity.Action is "add" => Welcome(activity, kept),
            // Nobody is there any more who could ask for it to be forgotten.
            ActivityTypes.InstallationUpdate when activity.Action is "remove" => new BotTurn([], null) { Forget = true },
            _ => new BotTurn([], state),
        };
    }

    private BotTurn Said(Activity activity, TeamsState kept)
    {
        var turn = inner.Answer(activity with { Type = ActivityTypes.Message, Text = TeamsText.Of(activity), Locale = TeamsScope.Locale(activity), Value = null }, kept.Inner);
        var next = turn.Forget ? new TeamsState { Welcomed = true } : kept with { Welcomed = true };
        foreach (var reply in turn.Activities)
        {
            if (activity.Id is { } id && Passages(reply) is { IsEmpty: false } passages)
                next = next.With(new Shown(id, passages));
        }

        return turn with { State = (next with { Inner = turn.State }).Write() };
    }

    // Twice Teams says that the bot was added; it introduces itself once.
    private BotTurn Welcome(Activity activity, TeamsState kept)
    {
        if (kept.Welcomed)
            return new BotTurn([], kept.Write());

        var help = inner.Answer(activity with { Type = ActivityTypes.Message, Text = "help", Locale = TeamsScope.Locale(activity) }, null).Activities;

        return new BotTurn([.. help.Take(1).Select(activities => current.Now.Teams.Welcome(activities, activity))], (kept with { Welcomed = true }).Write());
    }

    private static BotTurn Rated(Activity activity, TeamsState kept) =>
        // Anything in the body but an empty object is an error to Teams.
        new([InvokeResponse.Of(activity, 200, new JsonObject())], kept.Write()) { Feedback = TeamsFeedback.FromInvoke(activity, kept.Shown) };

    private BotTurn Thanks(Activity activity, TeamsState kept) =>
        new([current.Now.Teams.FeedbackThanks(activity)], kept.Write()) { Feedback = TeamsFeedback.FromCard(activity, kept.Shown) };

    private static bool Joined(Activity activity) =>
        activity.Recipient?.Id is { } bot && activity.MembersAdded?.Any(member => member?.Id == bot) == true;

    private static bool IsEdit(Activity activity) =>
        activity.ChannelData is JsonObject data && data["eventType"] is JsonValue type && type.TryGetValue(out string? word) && word == "editMessage";

    private static ImmutableArray<string> Passages(Activity reply) =>
        (reply.ChannelData as JsonObject)?["backcare"]?["passages"] is JsonArray passages ? [.. passages.OfType<JsonValue>().Select(id => id.GetValue<string>())] : [];
}
