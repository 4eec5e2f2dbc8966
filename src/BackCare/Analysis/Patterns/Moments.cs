using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BackCare.Analysis.Patterns;

/// <summary>Numbers that are learned, their gradient, and the means that Adam keeps of it, with decaying weights (Kingma and Ba 2015; Loshchilov and Hutter 2019).</summary>
internal sealed class Moments
{
    private readonly float[] _values;
    private readonly float[] _mean;
    private readonly float[] _square;

    public Moments(float[] values)
    {
        _values = values;
        (_mean, _square, Gradient) = (new float[values.Length], new float[values.Length], new float[values.Length]);
    }

    /// <summary>Of the batch so far.</summary>
    public float[] Gradient { get; }

    /// <summary>One step down the gradient, which is cleared.</summary>
    /// <param name="steps">Counted from 1.</param>
    public void Step(float rate, int steps, float decay)
    {
        var (step, correction) = (rate / (1 - MathF.Pow(0.9f, steps)), 1 / (1 - MathF.Pow(0.999f, steps)));
        var whole = _values.Length / Vector256<float>.Count;
        var w = MemoryMarshal.Cast<float, Vector256<float>>(_values.AsSpan());
        var g = MemoryMarshal.Cast<float, Vector256<float>>(Gradient.AsSpan());
        var m = MemoryMarshal.Cast<float, Vector256<float>>(_mean.AsSpan());
        var v = MemoryMarshal.Cast<float, Vector256<float>>(_square.AsSpan());
        for (var at = 0; at < whole; at++)
        {
            m[at] = (0.9f * m[at]) + (0.1f * g[at]);
            v[at] = (0.999f * v[at]) + (0.001f * g[at] * g[at]);
            w[at] = (w[at] * (1 - (rate * decay))) - (step * m[at] / (Vector256.Sqrt(v[at] * correction) + Vector256.Create(1e-7f)));
        }

        for (var at = whole * Vector256<float>.Count; at < _values.Length; at++)
        {
            _mean[at] = (0.9f * _mean[at]) + (0.1f * Gradient[at]);
            _square[at] = (0.999f * _square[at]) + (0.001f * Gradient[at] * Gradient[at]);
            _values[at] = (_values[at] * (1 - (rate * decay))) - (step * _mean[at] / (MathF.Sqrt(_square[at] * correction) + 1e-7f));
        }

        Array.Clear(Gradient);
    }
}
