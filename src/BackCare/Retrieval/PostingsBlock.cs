using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BackCare.Retrieval;

/// <summary>
/// How a block of postings is written: a byte that says how wide the numbers are, the gaps between the documents, then the frequencies,
/// left out when all are one.
/// </summary>
internal static class PostingsBlock
{
    /// <summary>How far reading goes beyond what it reads.</summary>
    public const int Slack = 8;

    /// <summary>The bytes of a block.</summary>
    /// <param name="documents">Ascending.</param>
    /// <param name="frequencies">One a document, at least 1.</param>
    /// <param name="previous">The last document of the block before; -1 for the first block.</param>
    public static byte[] Write(ReadOnlySpan<int> documents, ReadOnlySpan<int> frequencies, int previous)
    {
        var (widestGap, mostOften, before) = (0, 1, previous);
        for (var at = 0; at < documents.Length; at++)
        {
            widestGap = Math.Max(widestGap, documents[at] - before);
            mostOften = Math.Max(mostOften, frequencies[at]);
            before = documents[at];
        }

        var gapWidth = WidthOf(widestGap);
        var frequencyWidth = mostOften == 1 ? 0 : WidthOf(mostOften);
        var block = new byte[1 + (documents.Length * (gapWidth + frequencyWidth))];
        block[0] = (byte)(gapWidth | (frequencyWidth << 4));
        for (var at = 0; at < documents.Length; at++)
        {
            Put(block, 1, at, gapWidth, documents[at] - previous);
            Put(block, 1 + (documents.Length * gapWidth), at, frequencyWidth, frequencies[at]);
            previous = documents[at];
        }

        return block;
    }

    /// <summary>How many bytes a gap takes.</summary>
    private static int GapWidth(byte head) => head & 0xF;

    /// <summary>How many bytes a frequency takes; 0 when all are one.</summary>
    private static int FrequencyWidth(byte head) => head >> 4;

    /// <summary>The frequencies of the block at <paramref name="place"/>.</summary>
    public static BlockFrequencies Frequencies(ReadOnlySpan<byte> bytes, int place, int size)
    {
        var head = bytes[place];
        return new BlockFrequencies(bytes.Slice(place + 1 + (size * GapWidth(head)), size * FrequencyWidth(head)), FrequencyWidth(head));
    }

    /// <summary>The most that the term counts in any document of the block, 0 to 1.</summary>
    public static float Most(byte[] block, int previous, FieldLengths lengths)
    {
        var width = GapWidth(block[0]);
        var size = (block.Length - 1) / (width + FrequencyWidth(block[0]));
        var frequencies = Frequencies(block, 0, size);
        var most = 0f;
        for (var at = 0; at < size; at++)
        {
            previous += Get(block.AsSpan(1), at, width);
            most = Math.Max(most, lengths.Saturation(frequencies[at], previous));
        }

        return most;
    }

    /// <summary>The documents of a block: running sums of its gaps, eight or four at a time.</summary>
    /// <param name="bytes">Goes on for <see cref="Slack"/> bytes behind the block.</param>
    /// <param name="previous">The last document of the block before; -1 for the first block.</param>
    /// <param name="documents">At least <see cref="Slack"/> longer than the block; what stands behind its size means nothing.</param>
    public static void ReadDocuments(ReadOnlySpan<byte> bytes, int place, int size, int previous, Span<int> documents)
    {
        ref var gap = ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), place + 1);
        ref var target = ref MemoryMarshal.GetReference(documents);
        switch (GapWidth(bytes[place]))
        {
            case 1:
                ReadBytes(ref gap, ref target, size, previous);
                break;
            case 2:
                ReadShorts(ref gap, ref target, size, previous);
                break;
            default:
                for (var at = 0; at < size; at++)
                    documents[at] = previous += BinaryPrimitives.ReadInt32LittleEndian(bytes[(place + 1 + (4 * at))..]);
                break;
        }
    }

    private static void ReadBytes(ref byte gap, ref int target, int size, int previous)
    {
        var before = Vector128.Create(previous);
        for (var at = 0; at < size; at += 8)
        {
            var eight = Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref gap, at))).AsByte();
            var sums = Vector128.WidenLower(eight);
            sums += Vector128.Shuffle(sums.AsByte(), UpByTwo).AsUInt16();
            sums += Vector128.Shuffle(sums.AsByte(), UpByFour).AsUInt16();
            sums += Vector128.Shuffle(sums.AsByte(), UpByEight).AsUInt16();
            (Vector128.WidenLower(sums).AsInt32() + before).StoreUnsafe(ref target, (nuint)at);
            var upper = Vector128.WidenUpper(sums).AsInt32() + before;
            upper.StoreUnsafe(ref target, (nuint)(at + 4));
            before = Vector128.Shuffle(upper, Vector128.Create(3));
        }
    }

    private static void ReadShorts(ref byte gap, ref int target, int size, int previous)
    {
        var before = Vector128.Create(previous);
        for (var at = 0; at < size; at += 4)
        {
            var four = Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref gap, 2 * at))).AsUInt16();
            var sums = Vector128.WidenLower(four).AsInt32();
            sums += Vector128.Shuffle(sums.AsByte(), UpByFour).AsInt32();
            sums += Vector128.Shuffle(sums.AsByte(), UpByEight).AsInt32();
            sums += before;
            sums.StoreUnsafe(ref target, (nuint)at);
            before = Vector128.Shuffle(sums, Vector128.Create(3));
        }
    }

    private static Vector128<byte> UpByTwo => Vector128.Create((byte)255, 255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);

    private static Vector128<byte> UpByFour => Vector128.Create((byte)255, 255, 255, 255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

    private static Vector128<byte> UpByEight => Vector128.Create((byte)255, 255, 255, 255, 255, 255, 255, 255, 0, 1, 2, 3, 4, 5, 6, 7);

    private static int WidthOf(int most) => most switch { <= byte.MaxValue => 1, <= ushort.MaxValue => 2, _ => 4 };

    internal static int Get(ReadOnlySpan<byte> numbers, int at, int width) => width switch
    {
        1 => numbers[at],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(numbers[(2 * at)..]),
        _ => BinaryPrimitives.ReadInt32LittleEndian(numbers[(4 * at)..]),
    };

    private static void Put(Span<byte> block, int start, int at, int width, int number)
    {
        switch (width)
        {
            case 0:
                break;
            case 1:
                block[start + at] = (byte)number;
                break;
            case 2:
                BinaryPrimitives.WriteUInt16LittleEndian(block[(start + (2 * at))..], (ushort)number);
                break;
            default:
                BinaryPrimitives.WriteInt32LittleEndian(block[(start + (4 * at))..], number);
                break;
        }
    }
}
