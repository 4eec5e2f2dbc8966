namespace BackCare.Replies;

/// <summary>Which disclaimer goes with an answer. In full: on the first answer of a conversation, with a caution, on a new topic, and every ten turns; in one line otherwise.</summary>
public static class Disclaimers
{
    private const int TurnsBetween = 10;

    /// <param name="earlier">The conversation before this turn.</param>
    /// <param name="topic">The first quote's.</param>
    /// <param name="cautioned">Whether a caution is said.</param>
    public static bool IsFull(Memory earlier, string topic, bool cautioned) =>
        cautioned
        || earlier.DisclaimedAt is not { } last
        || earlier.LastTopic != topic
        || earlier.Turns - last >= TurnsBetween;
}
