using System.Runtime.InteropServices;

namespace BackCare.Retrieval;

/// <summary>Which groups of asks say a term, their passage's quote counting too.</summary>
internal sealed class TermPlaces
{
    private readonly Dictionary<string, List<int>> _groups = new(StringComparer.Ordinal);

    public TermPlaces(CorpusTerms terms)
    {
        for (var group = 0; group < terms.Asks.Count; group++)
        {
            foreach (var ask in terms.Asks[group])
            {
                foreach (var term in ask)
                    Add(term.Text, group);
            }

            if (group >= terms.Quotes.Count)
                continue;
            foreach (var term in terms.Quotes[group])
                Add(term.Text, group);
        }
    }

    /// <summary>In order.</summary>
    public ReadOnlySpan<int> Of(string term) => _groups.TryGetValue(term, out var groups) ? CollectionsMarshal.AsSpan(groups) : [];

    private void Add(string term, int group)
    {
        ref var groups = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, term, out _);
        groups ??= [];
        if (groups.Count == 0 || groups[^1] != group)
            groups.Add(group);
    }
}
