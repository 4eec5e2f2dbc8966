using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BackCare.Analysis.Patterns;

/// <summary>Sums over rows of numbers, eight or four at a time in one order on every machine, so that they come out the same on each. Lengths are multiples of four.</summary>
internal static class Sums
{
    /// <summary>How many rows <see cref="Dots"/> takes at most.</summary>
    public const int AtOnce = 4;

    /// <summary>The sum of the products.</summary>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var a = MemoryMarshal.Cast<float, Vector256<float>>(left);
        var b = MemoryMarshal.Cast<float, Vector256<float>>(right);
        var (even, odd) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var at = 0;
        for (; at + 1 < a.Length; at += 2)
        {
            even += a[at] * b[at];
            odd += a[at + 1] * b[at + 1];
        }

        if (at < a.Length)
            even += a[at] * b[at];
        return Sum(even + odd, left, right);
    }

    /// <summary>The sums of the products of a row with several others, each where the one before it begins and <paramref name="step"/> further: the same as one by one, and sooner.</summary>
    /// <param name="sums">As many as there are others; at most <see cref="AtOnce"/>.</param>
    public static void Dots(ReadOnlySpan<float> left, ReadOnlySpan<float> others, int step, Span<float> sums)
    {
        if (sums.Length < AtOnce)
        {
            for (var one = 0; one < sums.Length; one++)
                sums[one] = Dot(left, others.Slice(one * step, left.Length));
            return;
        }

        var (first, second) = (0, step);
        var (third, fourth) = (2 * step, 3 * step);
        var a = MemoryMarshal.Cast<float, Vector256<float>>(left);
        var b = MemoryMarshal.Cast<float, Vector256<float>>(others.Slice(first, left.Length))[..a.Length];
        var c = MemoryMarshal.Cast<float, Vector256<float>>(others.Slice(second, left.Length))[..a.Length];
        var d = MemoryMarshal.Cast<float, Vector256<float>>(others.Slice(third, left.Length))[..a.Length];
        var e = MemoryMarshal.Cast<float, Vector256<float>>(others.Slice(fourth, left.Length))[..a.Length];
        var (evenB, oddB, evenC, oddC) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var (evenD, oddD, evenE, oddE) = (evenB, oddB, evenC, oddC);
        var at = 0;
        for (; at + 1 < a.Length; at += 2)
        {
            var (even, odd) = (a[at], a[at + 1]);
            evenB += even * b[at];
            oddB += odd * b[at + 1];
            evenC += even * c[at];
            oddC += odd * c[at + 1];
            evenD += even * d[at];
            oddD += odd * d[at + 1];
            evenE += even * e[at];
            oddE += odd * e[at + 1];
        }

        if (at < a.Length)
        {
            evenB += a[at] * b[at];
            evenC += a[at] * c[at];
            evenD += a[at] * d[at];
            evenE += a[at] * e[at];
        }

        (sums[0], sums[1]) = (Sum(evenB + oddB, left, others.Slice(first, left.Length)), Sum(evenC + oddC, left, others.Slice(second, left.Length)));
        (sums[2], sums[3]) = (Sum(evenD + oddD, left, others.Slice(third, left.Length)), Sum(evenE + oddE, left, others.Slice(fourth, left.Length)));
    }

    // With the four numbers that may stand behind the last eight.
    private static float Sum(Vector256<float> sum, ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var four = sum.GetLower() + sum.GetUpper();
        if (left.Length % 8 != 0)
            four += MemoryMarshal.Cast<float, Vector128<float>>(left)[^1] * MemoryMarshal.Cast<float, Vector128<float>>(right)[^1];
        return (four[0] + four[1]) + (four[2] + four[3]);
    }

    /// <summary>Adds a multiple of one row to another.</summary>
    public static void AddScaled(float factor, ReadOnlySpan<float> what, Span<float> to)
    {
        var from = MemoryMarshal.Cast<float, Vector128<float>>(what);
        var sums = MemoryMarshal.Cast<float, Vector128<float>>(to);
        var all = Vector128.Create(factor);
        for (var at = 0; at < from.Length; at++)
            sums[at] += all * from[at];
    }

    /// <summary>Adds a multiple of one row of bytes to another; any length.</summary>
    public static void AddScaled(float factor, ReadOnlySpan<sbyte> what, Span<float> to)
    {
        var from = MemoryMarshal.Cast<sbyte, Vector128<sbyte>>(what);
        var sums = MemoryMarshal.Cast<float, Vector128<float>>(to[..what.Length]);
        var all = Vector128.Create(factor);
        for (var at = 0; at < from.Length; at++)
        {
            var (lower, upper) = Vector128.Widen(from[at]);
            var ((first, second), (third, fourth)) = (Vector128.Widen(lower), Vector128.Widen(upper));
            sums[4 * at] += all * Vector128.ConvertToSingle(first);
            sums[(4 * at) + 1] += all * Vector128.ConvertToSingle(second);
            sums[(4 * at) + 2] += all * Vector128.ConvertToSingle(third);
            sums[(4 * at) + 3] += all * Vector128.ConvertToSingle(fourth);
        }

        for (var at = from.Length * Vector128<sbyte>.Count; at < what.Length; at++)
            to[at] += factor * what[at];
    }

    /// <summary>Takes the greater of each pair.</summary>
    public static void TakeGreater(ReadOnlySpan<float> what, Span<float> best)
    {
        var from = MemoryMarshal.Cast<float, Vector128<float>>(what);
        var most = MemoryMarshal.Cast<float, Vector128<float>>(best);
        for (var at = 0; at < from.Length; at++)
            most[at] = Vector128.Max(most[at], from[at]);
    }
}
