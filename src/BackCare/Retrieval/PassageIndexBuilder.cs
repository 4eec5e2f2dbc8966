using System.Collections.Immutable;
using BackCare.Passages;

namespace BackCare.Retrieval;

/// <summary>Passages → index; mutable, and thrown away once it has built.</summary>
/// <param name="fields">What of a passage is searched.</param>
/// <param name="terms">The terms of a text, in their order.</param>
public sealed class PassageIndexBuilder(ImmutableArray<Field> fields, Bm25 bm25, Func<string, IEnumerable<string>> terms)
{
    private readonly ImmutableArray<Passage>.Builder _passages = ImmutableArray.CreateBuilder<Passage>();
    private readonly FieldIndexBuilder[] _fields = [.. fields.Select(_ => new FieldIndexBuilder())];

    /// <summary>Adds the next passage.</summary>
    public void Add(Passage passage)
    {
        _passages.Add(passage);
        for (var field = 0; field < fields.Length; field++)
            _fields[field].Add(terms(fields[field].Text(passage)));
    }

    /// <summary>The index of the passages so far.</summary>
    public PassageIndex Build() => new(_passages.ToImmutable(), fields, [.. _fields.Select(field => field.Build(bm25))]);
}
