using System.Collections.Immutable;

namespace BackCare.Retrieval;

/// <summary>Why a hit scores what it scores: a value, what it is, and the parts that make it up.</summary>
public sealed record Explanation(double Value, string What, ImmutableArray<Explanation> Parts)
{
    public Explanation(double value, string what)
        : this(value, what, [])
    {
    }
}
