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
    /// <param name="accepted">An activity that was taken in just now, so that it needn't be read back; null when there is none at hand.</param>
    /// <returns>The turns of this call, in order; one that another call has answered is not among them.</returns>
    public async Task<IReadOnlyList<AnsweredTurn>> Answer(
        ConversationKey key,
        Func<Activity, long, Activity> identify,
        bool send,
        CancellationToken cancellation,
        (Accepted Place, Activity Activity)? accepted = null)
    {
        // A transaction may be repeated, and then its last turn counts.
        var answered = new SortedDictionary<long, AnsweredTurn>();
        await store.Answer(
            key,
            pending =>
            {
                var activity = accepted is { Place: { IsNew: true } place } known && place.Sequence == pending.Sequence ? known.Activity : Read(pending);
                var outcome = Turn(pending, activity, identify, send);
                answered[pending.Sequence] = new AnsweredTurn(pending.Sequence, outcome.Replies);
                return outcome;
            },
            cancellation).ConfigureAwait(false);

        return [.. answered.Values];
    }

    private TurnOutcome Turn(PendingActivity pending, Activity activity, Func<Activity, long, Activity> identify, bool send)
    {
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

    private static Activity Read(PendingActivity pending) => ActivityJson.Read(pending.Json)
        ?? throw new InvalidOperationException($"Activity {pending.Sequence} of {pending.Key} can't be read back from the store.");
}

/// <summary>An activity and what was said to it.</summary>
/// <param name="Sequence">The activity's place in the conversation.</param>
/// <param name="Replies">As JSON, in order.</param>
public sealed record AnsweredTurn(long Sequence, IReadOnlyList<string> Replies);
