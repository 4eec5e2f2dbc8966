using System.Collections.Immutable;

namespace BackCare.Passages;

/// <summary>Something people ask that none of the sources answers: known, so that its nearest passage isn't mistaken for an answer.</summary>
/// <param name="Id">Stable, kebab-case.</param>
/// <param name="Asks">Ways in which people ask for it.</param>
public sealed record UncoveredTopic(string Id, ImmutableArray<string> Asks);
