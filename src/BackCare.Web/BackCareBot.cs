using System.Diagnostics;
using BackCare.Channels;
using BackCare.Channels.Activities;
using BackCare.Replies;
using BackCare.Storage;
using BackCare.Web.Privacy;
using BackCare.Web.Reload;
using BackCare.Web.Teams;
using BackCare.Web.Telemetry;
using Microsoft.Extensions.Options;
using Activity = BackCare.Channels.Activities.Activity;

namespace BackCare.Web;

/// <summary>Activity → turn → reply → activity: the only place that knows both the protocol and the assistant.</summary>
public sealed class BackCareBot(CurrentAssistant current, IOptions<StorageOptions> storage, IOptions<BackCareOptions> options, ILogger<BackCareBot> logger) : IBot
{
    public BotTurn Answer(Activity activity, string? state)
    {
        if (activity.Type != ActivityTypes.Message)
            return new BotTurn([], state);

        using var span = BackCareMeters.Spans.StartActivity("turn");
        var began = Stopwatch.GetTimestamp();
        var now = current.Now;
        var turn = new Turn(activity.Text ?? "", MemoryJson.Read(state), activity.Locale ?? options.Value.Locale);
        var reply = Respond(now.Assistant, turn, activity);
        var record = TurnRecord.Of(reply, now.Version, Stopwatch.GetElapsedTime(began));
        span?.SetTag("kind", record.Kind);
        BackCareMeters.Count(record);

        return new BotTurn(TeamsScope.IsTeams(activity) ? now.Teams.Of(reply, activity) : [ReplyActivity.Of(reply, activity)], MemoryJson.Write(reply.Memory))
        {
            Audit = record.ToJson(),
            Unanswered = storage.Value.KeepUnanswered && reply is Reply.NoPassage ? Scrub.Of(turn.Text) : null,
        };
    }

    private Reply Respond(Assistant assistant, Turn turn, Activity activity)
    {
        try
        {
            return assistant.Respond(turn);
        }
#pragma warning disable CA1031 // The one place where a bug in a turn is caught: the conversation goes on, and never with a passage.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.TurnFailed(exception, activity.Conversation?.Id);
            return assistant.Fail(turn);
        }
    }
}
