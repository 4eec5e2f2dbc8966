using System.Collections.Immutable;
using BackCare.Passages;

namespace BackCare.Retrieval;

/// <summary>A part of a passage that is indexed by itself, and how much a match in it counts.</summary>
/// <param name="Name">Stands in explanations.</param>
/// <param name="Boost">Multiplies the field's score.</param>
/// <param name="Text">The field's text of a passage.</param>
public sealed record Field(string Name, double Boost, Func<Passage, string> Text)
{
    /// <summary>Title, asks, quote, topics: what our index and any other engine search.</summary>
    public static ImmutableArray<Field> All { get; } =
    [
        new("title", 2.0, passage => passage.Title),
        new("asks", 1.5, passage => string.Join(" . ", passage.Asks)),
        new("quote", 1.0, passage => passage.Quote),
        new("topics", 0.5, passage => string.Join(" . ", passage.Topics)),
    ];

    /// <summary>Title, quote, topics: what the ranking looks up here; the asks have an index of their own.</summary>
    public static ImmutableArray<Field> BesideAsks { get; } = [All[0], All[2], All[3]];
}
