using BackCare.Channels.Activities;
using BackCare.Storage;

namespace BackCare.Channels;

/// <summary>Whoever answers activities: the seam between the protocol and what is said.</summary>
public interface IBot
{
    /// <summary>Answers one activity. A function: what must be remembered comes in and goes out as text.</summary>
    /// <param name="activity">What came in, already authenticated.</param>
    /// <param name="state">What the bot gave back the last time in this conversation; null the first time.</param>
    BotTurn Answer(Activity activity, string? state);
}

/// <summary>What a bot says to one activity.</summary>
/// <param name="Activities">In the order they are to be sent; empty when nothing is to be said.</param>
/// <param name="State">To be kept until the next activity of the conversation; null to keep nothing.</param>
public sealed record BotTurn(IReadOnlyList<Activity> Activities, string? State)
{
    /// <summary>Whether the conversation is to be forgotten, up to and with the activity answered; what is said now stays.</summary>
    public bool Forget { get; init; }

    /// <summary>What was replied and why, as JSON without a word of the person and without ids; null when there is nothing to record.</summary>
    public string? Audit { get; init; }

    /// <summary>A question nobody could answer, already scrubbed; null when it was answered or such questions aren't kept.</summary>
    public string? Unanswered { get; init; }

    /// <summary>What the person thought of an answer; null when this activity says nothing about that.</summary>
    public Feedback? Feedback { get; init; }

    /// <summary>What is said instead of <see cref="Activities"/> when the person asks what is kept, given all that is; null otherwise.</summary>
    public Func<IReadOnlyList<Activity>, IReadOnlyList<Activity>>? Report { get; init; }
}
