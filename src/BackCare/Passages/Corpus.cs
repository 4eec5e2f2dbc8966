using System.Collections.Frozen;
using System.Collections.Immutable;

namespace BackCare.Passages;

/// <summary>All that may be quoted.</summary>
public sealed class Corpus
{
    private readonly FrozenDictionary<string, Passage> _byId;

    /// <param name="sources">In the order of their file.</param>
    /// <param name="passages">Ids are unique.</param>
    /// <exception cref="ArgumentException">An id stands twice.</exception>
    public Corpus(ImmutableArray<Source> sources, ImmutableArray<Passage> passages)
    {
        Sources = sources;
        Passages = passages;
        _byId = passages.ToDictionary(passage => passage.Id, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>In the order of <c>sources.yaml</c>.</summary>
    public ImmutableArray<Source> Sources { get; }

    /// <summary>In the order of their ids.</summary>
    public ImmutableArray<Passage> Passages { get; }

    /// <summary>Null when there is no such passage.</summary>
    public Passage? Find(string id) => _byId.GetValueOrDefault(id);
}
