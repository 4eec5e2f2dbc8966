using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BackCare.Analysis.Patterns;

/// <summary>
/// Many vectors of one size, a byte a number (linear quantisation, a scale a row), to be held against another vector: a quarter of the room, and
/// in whole numbers, which come out the same on every machine in any order.
/// </summary>
internal sealed class ByteRows
{
    private const int AtOnce = 32;

    // So that a product is no more than sixteen bits hold.
    private const float Most = 127;

    private readonly int _room;
    private readonly sbyte[] _rows;
    private readonly float[] _scales;

    /// <param name="size">How many numbers a vector has.</param>
    /// <param name="rows">The vectors, one after the other.</param>
    public ByteRows(int size, ReadOnlySpan<float> rows)
    {
        var count = size == 0 ? 0 : rows.Length / size;
        _room = RoomFor(size);
        _rows = new sbyte[count * _room];
        _scales = new float[count];
        Span<short> numbers = stackalloc short[_room];
        for (var row = 0; row < count; row++)
        {
            _scales[row] = Prepare(rows.Slice(row * size, size), numbers);
            for (var at = 0; at < size; at++)
                _rows[(row * _room) + at] = (sbyte)numbers[at];
        }
    }

    /// <summary>How many numbers a vector takes when it is held against the rows.</summary>
    public static int RoomFor(int size) => (size + AtOnce - 1) / AtOnce * AtOnce;

    /// <summary>Makes a vector ready to be held against rows.</summary>
    /// <param name="vector">As many numbers as a row has.</param>
    /// <param name="numbers">To be filled; of the length that <see cref="RoomFor"/> says.</param>
    /// <returns>What a number is worth.</returns>
    public static float Prepare(ReadOnlySpan<float> vector, Span<short> numbers)
    {
        numbers.Clear();
        var most = Greatest(vector);
        if (most <= 0)
            return 0;
        var factor = Most / most;
        var at = 0;
        for (; at + Vector256<short>.Count <= vector.Length; at += Vector256<short>.Count)
            Vector256.Narrow(Nearest(Vector256.Create(vector.Slice(at, 8)) * factor), Nearest(Vector256.Create(vector.Slice(at + 8, 8)) * factor)).CopyTo(numbers[at..]);

        for (; at < vector.Length; at++)
            numbers[at] = (short)((vector[at] * factor) + (vector[at] < 0 ? -0.5f : 0.5f));
        return most / Most;
    }

    // The nearest whole numbers, halves away from zero: quickly computed on every processor.
    private static Vector256<int> Nearest(Vector256<float> values) =>
        Vector256.ConvertToInt32Native(values + Vector256.ConditionalSelect(Vector256.LessThan(values, Vector256<float>.Zero), Vector256.Create(-0.5f), Vector256.Create(0.5f)));

    private static float Greatest(ReadOnlySpan<float> vector)
    {
        var most = Vector256<float>.Zero;
        var at = 0;
        for (; at + 8 <= vector.Length; at += 8)
            most = Vector256.Max(most, Vector256.Abs(Vector256.Create(vector.Slice(at, 8))));
        var greatest = 0f;
        for (var one = 0; one < 8; one++)
            greatest = MathF.Max(greatest, most[one]);
        for (; at < vector.Length; at++)
            greatest = MathF.Max(greatest, MathF.Abs(vector[at]));
        return greatest;
    }

    /// <summary>The sum of the products of a row and a vector, as near as bytes tell.</summary>
    /// <param name="row">Which row.</param>
    /// <param name="numbers">As <see cref="Prepare"/> left them.</param>
    /// <param name="worth">What it returned.</param>
    public float Dot(int row, ReadOnlySpan<short> numbers, float worth)
    {
        var left = MemoryMarshal.Cast<sbyte, Vector256<sbyte>>(_rows.AsSpan(row * _room, _room));
        var right = MemoryMarshal.Cast<short, Vector256<short>>(numbers);
        var sum = Vector256<int>.Zero;
        for (var at = 0; at < left.Length; at++)
            sum += Products(Vector256.WidenLower(left[at]), right[2 * at]) + Products(Vector256.WidenUpper(left[at]), right[(2 * at) + 1]);

        return Vector256.Sum(sum) * (worth * _scales[row]);
    }

    // The sums of neighbouring products: one instruction where the processor has it, the same numbers where not.
    private static Vector256<int> Products(Vector256<short> left, Vector256<short> right)
    {
        if (Avx2.IsSupported)
            return Avx2.MultiplyAddAdjacent(left, right);
        var (lower, upper) = Vector256.Widen(left * right);
        return lower + upper;
    }
}
