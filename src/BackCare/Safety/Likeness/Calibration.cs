namespace BackCare.Safety.Likeness;

/// <summary>
/// Two scores, and what the rules say, together as a probability: a logistic model (Platt 1999), learned where none of them had seen the messages.
/// </summary>
/// <param name="Constant">Where neither speaks.</param>
/// <param name="PerFeature">For each point of what the features say.</param>
/// <param name="PerPattern">For each point of what the patterns say.</param>
/// <param name="PerLength">For each point of how long the message is.</param>
/// <param name="Rules">What the rules add, by the urgency they raise: soon, urgent, crisis, emergency.</param>
/// <param name="Least">The least probability that is referred where no rule fired.</param>
internal sealed record Calibration(double Constant, double PerFeature, double PerPattern, double PerLength, double[] Rules, double Least)
{
    // What the rules raise is spared more reluctantly, the more pressing it is: soon, urgent, crisis, emergency.
    private static readonly double[] OfRaised = [0.8, 0.5, 0.8, 0.8];

    private const double MostScore = 12;

    /// <summary>A score as far as it counts.</summary>
    public static double Clamp(double score) => Math.Clamp(score, -MostScore, MostScore);

    /// <summary>The probability that a message with these scores is a red flag.</summary>
    /// <param name="score">Of the model.</param>
    /// <param name="raised">The most urgent flag that the rules raise for it; null for none.</param>
    public double Of(LikenessScore score, Urgency? raised) =>
        1 / (1 + Math.Exp(-(Constant + (PerFeature * Clamp(score.Features)) + (PerPattern * Clamp(score.Patterns)) + (PerLength * score.Length) + (raised is { } urgency ? Rules[(int)urgency] : 0))));

    /// <summary>Whether that is enough.</summary>
    public bool IsAlike(double probability, Urgency? raised) => probability >= (raised is { } urgency ? Least * OfRaised[(int)urgency] : Least);

    public void Write(BinaryWriter writer)
    {
        foreach (var number in (double[])[Constant, PerFeature, PerPattern, PerLength, .. Rules, Least])
            writer.Write(number);
    }

    public static Calibration Read(BinaryReader reader) => new(
        reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), [reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble()], reader.ReadDouble());
}
