namespace BackCare.Safety.Likeness;

/// <summary>How much a message speaks for a red flag (log odds); below 0 against.</summary>
/// <param name="Features">By what its worst stretch says.</param>
/// <param name="Patterns">By what the meaning of its neighbouring words says.</param>
internal readonly record struct LikenessScore(double Features, double Patterns);
