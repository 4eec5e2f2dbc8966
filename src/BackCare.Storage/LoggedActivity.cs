namespace BackCare.Storage;

/// <summary>One activity of a conversation as it is kept.</summary>
/// <param name="Sequence">1 for the first of its conversation; a watermark is the sequence read last.</param>
/// <param name="Json">The activity as it goes over the wire, opaque to the store.</param>
/// <param name="FromBot">Whether it is a reply.</param>
public sealed record LoggedActivity(long Sequence, string Json, bool FromBot);
