using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace BackCare.Retrieval;

/// <summary>Takes the terms of one field, document by document, and lays them out as a <see cref="FieldIndex"/>; thrown away afterwards.</summary>
internal sealed class FieldIndexBuilder
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<PostingsBuilder> _terms = [];
    private readonly List<ushort> _lengths = [];
    private bool _hasText;

    /// <summary>Adds the terms of the next document. What is longer than <see cref="TermKey.Longest"/> is no word and is left out.</summary>
    public void Add(IEnumerable<string> terms)
    {
        var document = _lengths.Count;
        var length = 0;
        foreach (var term in terms)
        {
            if (!TermKey.Fits(term))
                continue;
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, term, out var known);
            if (!known)
            {
                number = _terms.Count;
                _terms.Add(new PostingsBuilder(term));
            }

            _terms[number].Add(document);
            length++;
        }

        _lengths.Add((ushort)Math.Min(length, ushort.MaxValue));
        _hasText |= length > 0;
    }

    public FieldIndex Build(Bm25 bm25)
    {
        var lengths = new FieldLengths(_hasText ? [.. _lengths] : [], bm25);
        var bytes = new List<byte> { 0 };

        // A look for a term that isn't there ends at a free slot: there is always one.
        var slots = new int[(_terms.Count * 10 / 7) + 1];
        var blocks = new List<PostingsBlockRow>();
        foreach (var term in _terms)
        {
            term.Flush();
            Settle(slots, term.Term, bytes.Count);
            Lay(term, lengths, bytes, blocks);
        }

        bytes.AddRange(new byte[2 * PostingsBlock.Slack]);

        return new FieldIndex(lengths, slots, [.. bytes], [.. blocks]);
    }

    /// <summary>
    /// Writes a term: its name, how many documents have it, and its only block or, when there are several, the row of the first.
    /// </summary>
    private static void Lay(PostingsBuilder term, FieldLengths lengths, List<byte> bytes, List<PostingsBlockRow> blocks)
    {
        Span<byte> name = stackalloc byte[TermKey.Longest];
        name = name[..TermKey.Write(term.Term, name)];
        bytes.Add((byte)name.Length);
        bytes.AddRange(name);
        WriteNumber(bytes, term.Documents);
        if (term.Blocks is [var only])
        {
            bytes.AddRange(only);
            return;
        }

        Span<byte> row = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(row, blocks.Count);
        bytes.AddRange(row);
        for (var block = 0; block < term.Blocks.Count; block++)
        {
            var most = PostingsBlock.Most(term.Blocks[block], block == 0 ? -1 : term.Last[block - 1], lengths);
            blocks.Add(new PostingsBlockRow(term.Last[block], bytes.Count, most));
            bytes.AddRange(term.Blocks[block]);
        }
    }

    private static void Settle(int[] slots, string term, int place)
    {
        Span<byte> name = stackalloc byte[TermKey.Longest];
        var slot = TermKey.Slot(TermKey.Hash(name[..TermKey.Write(term, name)]), slots.Length);
        while (slots[slot] != 0)
            slot = slot + 1 == slots.Length ? 0 : slot + 1;
        slots[slot] = place;
    }

    private static void WriteNumber(List<byte> bytes, int number)
    {
        for (; number > 0x7F; number >>= 7)
            bytes.Add((byte)(number | 0x80));
        bytes.Add((byte)number);
    }
}
