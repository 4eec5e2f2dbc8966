using BackCare.Channels.Activities;
using BackCare.Storage;

namespace BackCare.Channels.Conversations;

/// <summary>Takes activities in and has them answered: what both protocols share. An activity is kept before it is answered, and answered once.</summary>
public sealed class ConversationTurns(IBot bot, IConversationStore store)
{
    /// <summary>Keeps the activity; the same <paramref name="activityKey"/> twice is kept once.</summary>
    /// <param name="identify">Completes the activity with what depends on its place in the conversation, its id above all.</param>
    public Task<Accepted> Accept(ConversationKey key, string? activityKey, Func<long, Activity> identify, CancellationToken cancellation) =>
        store.Accept(key, activityKey, sequence => ActivityJson.Write(identify(sequence)), cancellation);

    /// <summary>Answers what waits in the conversation, in order.</summary>
    /// <param name="identify">Completes a reply with what depends on its place in the conversation.</param>
    /// <param name="send">Whether the replies go to the channel by the outbox, except those that the activity expects in the response.</param>
    /// <returns>The replies of this call, in order.</returns>
    public async Task<IReadOnlyList<Activity>> Answer(ConversationKey key, Func<Activity, long, Activity> identify, bool send, CancellationToken cancellation)
    {
        var kept = await store.Answer(key, pending => Turn(pending, identify, send), cancellation).ConfigureAwait(false);

        return [.. kept.Select(activity => ActivityJson.Read(activity.Json)!)];
    }

    private TurnOutcome Turn(PendingActivity pending, Func<Activity, long, Activity> identify, bool send)
    {
        var activity = ActivityJson.Read(pending.Json)
            ?? throw new InvalidOperationException($"Activity {pending.Sequence} of {pending.Key} can't be read back from the store.");

        var turn = bot.Answer(activity, pending.State);
        var replies = turn.Report is { } report
            ? report([.. pending.Kept().Select(kept => ActivityJson.Read(kept.Json)).OfType<Activity>()])
            : turn.Activities;

        return new TurnOutcome(
            turn.State,
            [.. replies.Select((reply, index) => ActivityJson.Write(identify(reply, pending.NextSequence + index)))],
            send && activity.DeliveryMode != DeliveryModes.ExpectReplies,
            turn.Forget)
        {
            Audit = turn.Audit,
            Unanswered = turn.Unanswered,
            Feedback = turn.Feedback,
        };
    }
}
