using System.Collections.Frozen;
using System.Collections.Immutable;

namespace BackCare.Replies;

/// <summary>What the assistant says in its own voice, by id.</summary>
public sealed class Wording
{
    private readonly FrozenDictionary<string, ImmutableArray<string>> _paragraphs;

    public Wording(IReadOnlyDictionary<string, ImmutableArray<string>> paragraphs)
    {
        _paragraphs = paragraphs.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>In the order of the file.</summary>
    public IEnumerable<string> Ids => _paragraphs.Keys;

    /// <summary>The paragraphs of a text, placeholders filled in.</summary>
    /// <exception cref="KeyNotFoundException">There is no such text.</exception>
    public ImmutableArray<string> Lines(string id, params ReadOnlySpan<(string Name, string Value)> values)
    {
        if (!_paragraphs.TryGetValue(id, out var paragraphs))
            throw new KeyNotFoundException($"replies.yaml has no text '{id}'; add it there.");

        var lines = ImmutableArray.CreateBuilder<string>(paragraphs.Length);
        foreach (var paragraph in paragraphs)
        {
            var line = paragraph;
            foreach (var (name, value) in values)
                line = line.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            lines.Add(line);
        }

        return lines.MoveToImmutable();
    }

    /// <summary>The paragraphs as one line.</summary>
    /// <exception cref="KeyNotFoundException">There is no such text.</exception>
    public string Line(string id, params ReadOnlySpan<(string Name, string Value)> values) => string.Join(' ', Lines(id, values));
}
