namespace BackCare.Safety.Likeness;

/// <summary>A message with what somebody judged it to be.</summary>
/// <param name="Text">As it was typed.</param>
/// <param name="Flag">The red flag it tells of; null for none.</param>
/// <param name="Weight">How much it counts in learning; 1 for a message as people write them.</param>
/// <param name="IsFresh">Whether the rules were written without having seen it, so that what they say of it is worth something.</param>
public sealed record LabelledMessage(string Text, RedFlag? Flag, double Weight, bool IsFresh)
{
    /// <summary>The message that this one was made of; null for one that somebody wrote.</summary>
    public string? Origin { get; init; }
}
