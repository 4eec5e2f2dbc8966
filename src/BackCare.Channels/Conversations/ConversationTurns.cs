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

    /// <summary>Keeps the activity and has it answered, both in one transaction where nothing waits before it.</summary>
    /// <param name="activityKey">As for <see cref="Accept"/>.</param>
    /// <param name="identify">As for <see cref="Accept"/>.</param>
    /// <param name="said">Completes a reply with what depends on its place in the conversation.</param>
    /// <param name="send">Whether the replies go to the channel by the outbox, except those that the activity expects in the response.</param>
    public async Task<TakenTurn> Take(ConversationKey key, string? activityKey, Func<long, Activity> identify, Func<Activity, long, Activity> said, bool send, CancellationToken cancellation)
    {
        // A transaction may be repeated, and then its last turn counts.
        var answered = new SortedDictionary<long, AnsweredTurn>();
        (Activity Activity, string Json)? written = null;
        var taken = await store.Take(
            key,
            activityKey,
            sequence =>
            {
                var activity = identify(sequence);
                written = (activity, ActivityJson.Write(activity));
                return written.Value.Json;
            },
            // What was written just now needn't be read back.
            pending => Turn(pending, written is { } known && known.Json == pending.Json ? known.Activity : Read(pending), said, send, answered),
            cancellation).ConfigureAwait(false);

        return new TakenTurn(taken.Accepted, [.. answered.Values], taken.Failure);
    }

    /// <summary>Answers what waits in the conversation, in order.</summary>
    /// <param name="said">Completes a reply with what depends on its place in the conversation.</param>
    /// <param name="send">Whether the replies go to the channel by the outbox, except those that the activity expects in the response.</param>
    /// <returns>The turns of this call, in order; one that another call has answered is not among them.</returns>
    public async Task<IReadOnlyList<AnsweredTurn>> Answer(ConversationKey key, Func<Activity, long, Activity> said, bool send, CancellationToken cancellation)
    {
        var answered = new SortedDictionary<long, AnsweredTurn>();
        await store.Answer(key, pending => Turn(pending, Read(pending), said, send, answered), cancellation).ConfigureAwait(false);

        return [.. answered.Values];
    }

    private TurnOutcome Turn(PendingActivity pending, Activity activity, Func<Activity, long, Activity> said, bool send, SortedDictionary<long, AnsweredTurn> answered)
    {
        var outcome = Turn(pending, activity, said, send);
        answered[pending.Sequence] = new AnsweredTurn(pending.Sequence, outcome.Replies);
        return outcome;
    }

    private TurnOutcome Turn(PendingActivity pending, Activity activity, Func<Activity, long, Activity> said, bool send)
    {
        var turn = bot.Answer(activity, pending.State);
        var replies = turn.Report is { } report
            ? report([.. pending.Kept().Select(kept => ActivityJson.Read(kept.Json)).OfType<Activity>()])
            : turn.Activities;

        return new TurnOutcome(
            turn.State,
            [.. replies.Select((reply, index) => ActivityJson.Write(said(reply, pending.NextSequence + index)))],
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

/// <summary>An activity that came in and was to be answered at once.</summary>
/// <param name="Turns">The turns of this call, in order; none for an activity that had been answered before.</param>
/// <param name="Failure">Why it is kept and not answered yet; null when it is answered.</param>
public sealed record TakenTurn(Accepted Accepted, IReadOnlyList<AnsweredTurn> Turns, Exception? Failure);
