using BackCare.Channels.Activities;

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
public sealed record BotTurn(IReadOnlyList<Activity> Activities, string? State);
