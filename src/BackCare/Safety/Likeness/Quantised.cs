namespace BackCare.Safety.Likeness;

/// <summary>Weights as whole numbers of one byte, in units of a scale.</summary>
internal sealed record Quantised(sbyte[] Values, float Scale)
{
    // So much of the range is kept that hardly a weight is cut.
    private const float Largest = 2.5f;

    /// <summary>The nearest whole numbers; what is larger than the range is cut to it.</summary>
    public static Quantised Of(float[] weights)
    {
        const float Scale = Largest / sbyte.MaxValue;
        var values = new sbyte[weights.Length];
        for (var at = 0; at < weights.Length; at++)
            values[at] = (sbyte)Math.Clamp(MathF.Round(weights[at] / Scale), -sbyte.MaxValue, sbyte.MaxValue);
        return new Quantised(values, Scale);
    }
}
