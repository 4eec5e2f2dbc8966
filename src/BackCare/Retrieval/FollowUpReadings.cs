using BackCare.Passages;

namespace BackCare.Retrieval;

/// <summary>A later question of a conversation, read every way it may be meant.</summary>
/// <param name="Bare">As it stands.</param>
/// <param name="Completed">With the words of the question before.</param>
/// <param name="Next">For each passage in the corpus's order, the logarithm of how likely people ask for it with these words after <paramref name="Last"/>.</param>
/// <param name="Last">The passage shown before it.</param>
public sealed record FollowUpReadings(Finding Bare, Finding Completed, float[] Next, Passage Last);
