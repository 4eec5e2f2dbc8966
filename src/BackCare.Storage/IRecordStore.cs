namespace BackCare.Storage;

/// <summary>What is kept beside conversations: records for operators and editors, the keys that tokens are signed with.</summary>
public interface IRecordStore
{
    /// <summary>
    /// Deletes conversations without a message since <paramref name="idleSince"/>, and records older than <paramref name="recordsSince"/>.
    /// Feedback and unanswered questions outlive their conversation, but no longer know which it was.
    /// </summary>
    /// <returns>How many conversations were deleted.</returns>
    Task<int> Sweep(DateTimeOffset idleSince, DateTimeOffset recordsSince, CancellationToken cancellation);

    /// <summary>Records of a kind, oldest first.</summary>
    /// <param name="after">The id read last; 0 to begin with.</param>
    Task<IReadOnlyList<KeptRecord>> Records(RecordKind kind, long after, int count, CancellationToken cancellation);

    /// <summary>The keys, in no order.</summary>
    IReadOnlyList<string> Keys();

    /// <summary>Keeps a key; a name that is there already is left as it is.</summary>
    void AddKey(string name, string key);

    /// <summary>Returns when the store can be written.</summary>
    /// <exception cref="StoreUnavailableException">It can't.</exception>
    Task Check(CancellationToken cancellation);
}

/// <summary>What a record is about.</summary>
public enum RecordKind
{
    /// <summary>What was replied and why, without the text.</summary>
    Audit = 1,

    /// <summary>What a person thought of an answer.</summary>
    Feedback = 2,

    /// <summary>A question nobody could answer.</summary>
    Unanswered = 3,
}

/// <summary>A record as it is kept.</summary>
/// <param name="At">When; for what holds a person's words only the day.</param>
/// <param name="Text">JSON for audit and feedback, the scrubbed question for unanswered.</param>
public sealed record KeptRecord(long Id, DateTimeOffset At, string Text);
