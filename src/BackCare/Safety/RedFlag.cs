namespace BackCare.Safety;

/// <summary>A sign, or signs together, that need a clinician rather than an answer.</summary>
/// <param name="Id">Stable, as in the clinical reference: <c>cauda-equina</c>.</param>
/// <param name="Urgency">How soon, as raised or lowered by what else was said.</param>
public sealed record RedFlag(string Id, Urgency Urgency);
