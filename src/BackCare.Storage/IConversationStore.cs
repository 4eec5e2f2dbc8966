namespace BackCare.Storage;

/// <summary>Keeps what must survive a restart: conversations, what is not answered yet, what is not sent yet. Knows neither medicine nor protocol.</summary>
public interface IConversationStore
{
    /// <summary>Takes an activity in: once it returns, the activity is not lost. The same key twice is taken in once.</summary>
    /// <param name="key">The conversation; begun if it is new.</param>
    /// <param name="activityKey">What makes a second delivery the same one: the activity's id, or the client's own; null where it has none.</param>
    /// <param name="json">Given the sequence the store has chosen, the activity to keep.</param>
    Task<Accepted> Accept(ConversationKey key, string? activityKey, Func<long, string> json, CancellationToken cancellation);

    /// <summary>
    /// Takes an activity in and answers it: in one transaction where nothing waits before it, so that activity, state, replies and outbox
    /// are kept together or not at all. One that can't be answered is kept all the same, and waits.
    /// </summary>
    /// <param name="key">The conversation; begun if it is new.</param>
    /// <param name="activityKey">As for <see cref="Accept"/>; a second delivery is not answered again.</param>
    /// <param name="json">As for <see cref="Accept"/>; it may be called again with another sequence, and then the last call counts.</param>
    /// <param name="answer">As for <see cref="Answer"/>.</param>
    Task<Taken> Take(ConversationKey key, string? activityKey, Func<long, string> json, Func<PendingActivity, TurnOutcome> answer, CancellationToken cancellation);

    /// <summary>
    /// Answers every activity of the conversation that is not answered yet, in order, each in one transaction: state, replies and outbox
    /// are kept together or not at all. Calls of the same conversation, from any node, wait for each other.
    /// </summary>
    /// <param name="answer">A function without effects; it may be called again when a transaction has to be repeated.</param>
    /// <returns>The replies that were kept by this call, in order.</returns>
    Task<IReadOnlyList<LoggedActivity>> Answer(ConversationKey key, Func<PendingActivity, TurnOutcome> answer, CancellationToken cancellation);

    /// <summary>Activities after a watermark, oldest first; null when the conversation is not known.</summary>
    Task<IReadOnlyList<LoggedActivity>?> Since(ConversationKey key, long watermark, int count, CancellationToken cancellation);

    /// <summary>Appends an activity of the bot's own accord, such as a welcome; begins the conversation if it is new.</summary>
    Task<LoggedActivity> Append(ConversationKey key, Func<long, string> json, CancellationToken cancellation);

    /// <summary>Conversations with an activity taken in and not answered, for a start after a crash.</summary>
    Task<IReadOnlyList<ConversationKey>> Unanswered(CancellationToken cancellation);

    /// <summary>Completes when the conversation has something after the watermark, from whichever node, or when cancelled.</summary>
    Task WaitForNews(ConversationKey key, long watermark, CancellationToken cancellation);

    /// <summary>
    /// Replies not yet sent to their channel, oldest first; claimed for a minute, so that no other node sends them too. What follows a
    /// reply of the same conversation that is claimed or put off has to wait for it.
    /// </summary>
    Task<IReadOnlyList<OutboxEntry>> ClaimOutbox(int count, CancellationToken cancellation);

    /// <summary>The entry is done with: sent, or given up.</summary>
    Task SettleOutbox(long id, CancellationToken cancellation);

    /// <summary>The entry could not be sent now; it can be claimed again from that moment on.</summary>
    Task DeferOutbox(long id, DateTimeOffset until, CancellationToken cancellation);

    /// <summary>Forgets a conversation: activities, state, everything that holds the person's words.</summary>
    Task Delete(ConversationKey key, CancellationToken cancellation);
}

/// <summary>What became of an activity that came in.</summary>
/// <param name="Sequence">Its place in the conversation; of the first delivery when it came twice.</param>
/// <param name="IsNew">False when it had been taken in before.</param>
public sealed record Accepted(long Sequence, bool IsNew);

/// <summary>What became of an activity that was to be answered at once.</summary>
/// <param name="Failure">Why it is kept and not answered yet; null when it is answered.</param>
public sealed record Taken(Accepted Accepted, Exception? Failure);

/// <summary>An activity that waits for its answer.</summary>
/// <param name="State">What the last answer left to remember; null at first.</param>
/// <param name="NextSequence">The sequence the first reply will have, for ids made from it.</param>
public sealed record PendingActivity(ConversationKey Key, long Sequence, string Json, string? State, long NextSequence)
{
    /// <summary>All that is kept of the conversation, oldest first: read only when a person asks what is kept.</summary>
    public Func<IReadOnlyList<LoggedActivity>> Kept { get; init; } = () => [];
}

/// <summary>What a turn leaves behind.</summary>
/// <param name="State">To remember; null to keep none.</param>
/// <param name="Replies">Activities to keep, in order.</param>
/// <param name="Send">Whether the replies have to be sent to the channel (by the outbox) rather than fetched by the client.</param>
/// <param name="Forget">Whether the conversation is to be forgotten: everything up to and with the activity answered; the replies stay.</param>
public sealed record TurnOutcome(string? State, IReadOnlyList<string> Replies, bool Send, bool Forget = false)
{
    /// <summary>What was replied and why, as JSON without a word of the person and without ids; null when nothing was replied.</summary>
    public string? Audit { get; init; }

    /// <summary>A question nobody could answer, already scrubbed; null when it was answered or such questions aren't kept.</summary>
    public string? Unanswered { get; init; }

    /// <summary>What the person thought of an answer; null when this turn says nothing about that.</summary>
    public Feedback? Feedback { get; init; }
}

/// <summary>What a person thought of an answer.</summary>
/// <param name="Passages">The passages the answer showed, by id.</param>
/// <param name="Helpful">Thumbs up or down; null when only a word was left.</param>
/// <param name="Comment">The person's own words; null when there are none.</param>
public sealed record Feedback(IReadOnlyList<string> Passages, bool? Helpful, string? Comment);

/// <summary>A reply on its way to its channel.</summary>
/// <param name="Attempts">How often it was claimed before.</param>
public sealed record OutboxEntry(long Id, ConversationKey Key, string Json, int Attempts);
