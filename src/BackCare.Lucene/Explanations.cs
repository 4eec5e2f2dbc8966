using BackCare.Retrieval;

namespace BackCare.Lucene;

/// <summary>Lucene's explanation → ours: its sums stay sums, its products become one line.</summary>
internal static class Explanations
{
    private const float Tolerance = 1e-4f;

    public static Explanation Read(global::Lucene.Net.Search.Explanation explained)
    {
        var parts = explained.GetDetails() ?? [];
        return parts.Length > 0 && Math.Abs(parts.Sum(part => part.Value) - explained.Value) <= Tolerance
            ? new Explanation(explained.Value, explained.Description, [.. parts.Select(Read)])
            : new Explanation(explained.Value, explained.Description);
    }
}
