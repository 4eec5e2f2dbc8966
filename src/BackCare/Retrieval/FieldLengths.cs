using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BackCare.Retrieval;

/// <summary>How long one field of each document is, and how much a term counts there: what a score needs beside the postings.</summary>
internal sealed class FieldLengths
{
    // Of each length what a term counts that stands 0 to 7 times: a look instead of a division for nearly every posting.
    private const int Known = 8;

    private readonly ushort[] _lengths;
    private readonly float[] _norms;
    private readonly float[] _known;

    /// <param name="lengths">One a document; empty when no document has the field. A longer text than fits counts as the longest that does.</param>
    public FieldLengths(ushort[] lengths, Bm25 bm25)
    {
        _lengths = lengths;
        Documents = lengths.Count(length => length > 0);
        var average = Documents == 0 ? 1 : lengths.Sum(length => (long)length) / (double)Documents;
        var longest = Documents == 0 ? 0 : lengths.Max();
        _norms = [.. Enumerable.Range(0, longest + 1).Select(length => (float)bm25.Norm(length, average))];
        _known = [.. _norms.SelectMany(norm => Enumerable.Range(0, Known).Select(frequency => frequency / (frequency + norm)))];
    }

    /// <summary>How many documents have the field.</summary>
    public int Documents { get; }

    /// <summary>How much a term counts that stands so often, 0 to 1.</summary>
    public float Saturation(int frequency, int document) => frequency < Known
        ? _known[(_lengths[document] * Known) + frequency]
        : frequency / (frequency + _norms[_lengths[document]]);

    /// <summary>Adds <paramref name="weight"/> times the saturation to the score of each document.</summary>
    /// <param name="documents">Ascending, from <paramref name="start"/> on.</param>
    /// <param name="frequencies">One byte a document; empty when all are one.</param>
    /// <param name="scores">That of <paramref name="start"/> first; reaches to the last document.</param>
    public void AddTo(Span<int> scores, int start, ReadOnlySpan<int> documents, ReadOnlySpan<byte> frequencies, float weight)
    {
        if (documents.IsEmpty)
            return;

        // The one loop that most of a search is spent in: checked once for all postings rather than for each.
        ArgumentOutOfRangeException.ThrowIfLessThan(documents[0], start);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(documents[^1], Math.Min(start + scores.Length, _lengths.Length));
        ref var score = ref MemoryMarshal.GetReference(scores);
        ref var length = ref MemoryMarshal.GetArrayDataReference(_lengths);
        ref var known = ref MemoryMarshal.GetArrayDataReference(_known);
        if (frequencies.IsEmpty)
        {
            known = ref Unsafe.Add(ref known, 1);
            foreach (var document in documents)
                Unsafe.Add(ref score, document - start) += (int)(weight * Unsafe.Add(ref known, Unsafe.Add(ref length, document) * Known));
            return;
        }

        frequencies = frequencies[..documents.Length];
        for (var at = 0; at < documents.Length; at++)
        {
            var (document, frequency) = (documents[at], frequencies[at]);
            var saturation = frequency < Known
                ? Unsafe.Add(ref known, (Unsafe.Add(ref length, document) * Known) + frequency)
                : Saturation(frequency, document);
            Unsafe.Add(ref score, document - start) += (int)(weight * saturation);
        }
    }
}
