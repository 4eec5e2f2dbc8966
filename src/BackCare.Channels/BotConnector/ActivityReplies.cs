using System.Runtime.ExceptionServices;
using BackCare.Channels.Activities;
using BackCare.Channels.Conversations;
using BackCare.Storage;
using Microsoft.Extensions.Logging;

namespace BackCare.Channels.BotConnector;

/// <summary>An activity that was let in → what is said to it: keeps it, has it answered once, and lets the outbox send what the response doesn't carry.</summary>
public sealed class ActivityReplies(ConversationTurns turns, IConversationStore store, OutboxBell bell, TypingIndicator typing, ILogger<ActivityReplies> log)
{
    private const int Page = 50;

    /// <summary>The replies, as JSON; a second delivery gets those of the first. Complete for what is answered in the response (an invoke, expected replies) only.</summary>
    public async Task<IReadOnlyList<string>> To(Activity activity)
    {
        var key = BotConnectorEndpoint.Key(activity);
        if (activity is { Type: ActivityTypes.Invoke, ReplyToId: { Length: > 0 } about })
            activity = activity with { RelatesTo = await Answered(key, about).ConfigureAwait(false) };

        // Once taken in, an activity is answered even if the caller hangs up: the answer belongs to the conversation.
        TakenTurn taken;
        using (typing.Watch(activity))
            taken = await turns.Take(key, BotConnectorEndpoint.DeliveryKey(activity), _ => activity, (reply, _) => reply, send: true, CancellationToken.None).ConfigureAwait(false);

        var (accepted, answered, failure) = taken;
        if (!accepted.IsNew)
            log.Redelivered(activity.Type, activity.Id, activity.ChannelId);
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);

        var isExpected = activity.DeliveryMode == DeliveryModes.ExpectReplies;

        // Replies that are expected don't go by the outbox; those to what waited before them do.
        if (activity.Type == ActivityTypes.Invoke || !isExpected || answered.Count > 1)
            bell.Ring();

        var replies = answered.FirstOrDefault(turn => turn.Sequence == accepted.Sequence)?.Replies;
        return replies ?? (activity.Type == ActivityTypes.Invoke || isExpected ? await Logged(key, accepted, activity).ConfigureAwait(false) : []);
    }

    /// <summary>The reply that becomes an HTTP response; null when nobody knows the invoke.</summary>
    public static Activity? InvokeResponse(IReadOnlyList<string> replies) =>
        replies.Select(ActivityJson.Read).FirstOrDefault(reply => reply is { Type: ActivityTypes.InvokeResponse });

    // Where another request has answered this activity: a second delivery gets the same replies as the first.
    private async Task<IReadOnlyList<string>> Logged(ConversationKey key, Accepted accepted, Activity activity)
    {
        List<string> replies = [];
        var watermark = accepted.Sequence;
        while (await store.Since(key, watermark, Page, CancellationToken.None).ConfigureAwait(false) is [.., var last] page)
        {
            foreach (var logged in page)
            {
                if (!logged.FromBot || ActivityJson.Read(logged.Json) is not { } reply || reply.ReplyToId != activity.Id || reply.Name == SentActivity.Name)
                    continue;
                replies.Add(logged.Json);
            }

            // A turn's replies stand together; what comes later answers something else.
            if (replies.Count > 0 || page.Count < Page)
                return replies;
            watermark = last.Sequence;
        }

        return replies;
    }

    // Teams names a rated message by the id it gave it; what we know it by is the message it answered.
    private async Task<ConversationReference?> Answered(ConversationKey key, string sent)
    {
        var watermark = 0L;
        while (await store.Since(key, watermark, Page, CancellationToken.None).ConfigureAwait(false) is [.., var last] page)
        {
            foreach (var logged in page)
            {
                if (logged.FromBot && ActivityJson.Read(logged.Json) is { Name: SentActivity.Name } entry && entry.Id == sent)
                    return new ConversationReference { ActivityId = entry.ReplyToId };
            }

            watermark = last.Sequence;
        }

        return null;
    }
}
