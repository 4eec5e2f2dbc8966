namespace BackCare.Safety.Likeness;

/// <summary>How much a message speaks for a red flag (log odds); below 0 against.</summary>
/// <param name="Features">By what its worst stretch says.</param>
/// <param name="Patterns">By what the meaning of its neighbouring words says.</param>
/// <param name="Words">How many words it has: of many stretches one is the worst by chance.</param>
internal readonly record struct LikenessScore(double Features, double Patterns, int Words)
{
    /// <summary>How long it is: 0 for a message of one stretch, 1 for one of nearly three.</summary>
    public double Length => Math.Log(Math.Max(1, Words / (double)Stretches.Short));
}
