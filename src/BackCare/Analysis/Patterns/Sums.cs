using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BackCare.Analysis.Patterns;

/// <summary>Sums over rows of numbers, eight or four at a time in one order on every machine, so that they come out the same on each. Lengths are multiples of four.</summary>
internal static class Sums
{
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
        var sum = even + odd;
        var four = sum.GetLower() + sum.GetUpper();
        if (left.Length % 8 != 0)
            four += MemoryMarshal.Cast<float, Vector128<float>>(left)[^1] * MemoryMarshal.Cast<float, Vector128<float>>(right)[^1];
        return Vector128.Sum(four);
    }

    /// <summary>Adds one row to another.</summary>
    public static void Add(ReadOnlySpan<float> what, Span<float> to)
    {
        var from = MemoryMarshal.Cast<float, Vector128<float>>(what);
        var sums = MemoryMarshal.Cast<float, Vector128<float>>(to);
        for (var at = 0; at < from.Length; at++)
            sums[at] += from[at];
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

    /// <summary>Takes the greater of each pair.</summary>
    public static void TakeGreater(ReadOnlySpan<float> what, Span<float> best)
    {
        var from = MemoryMarshal.Cast<float, Vector128<float>>(what);
        var most = MemoryMarshal.Cast<float, Vector128<float>>(best);
        for (var at = 0; at < from.Length; at++)
            most[at] = Vector128.Max(most[at], from[at]);
    }
}
