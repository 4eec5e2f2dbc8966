using System.Collections.Frozen;
using System.Collections.Immutable;

namespace BackCare.Replies;

/// <summary>What is said when a red flag is raised, as <c>referrals.yaml</c> has it. A text for somebody else is used where there is one.</summary>
public sealed class ReferralTexts
{
    private readonly FrozenDictionary<string, ReferralTemplate> _templates;
    private readonly FrozenDictionary<string, string> _phrases;
    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> _categories;

    /// <param name="templates">By name; the form for somebody else ends in <c>-they</c>.</param>
    /// <param name="phrases">By section and name: <c>calls.hospital-they</c>, <c>stop.soon</c>, <c>contact</c>.</param>
    /// <param name="categories">By red flag, then by field, with the urgency in front where it is for one only: <c>urgent.say-they</c>.</param>
    public ReferralTexts(
        IReadOnlyDictionary<string, ReferralTemplate> templates,
        IReadOnlyDictionary<string, string> phrases,
        IReadOnlyDictionary<string, FrozenDictionary<string, string>> categories)
    {
        _templates = templates.ToFrozenDictionary(StringComparer.Ordinal);
        _phrases = phrases.ToFrozenDictionary(StringComparer.Ordinal);
        _categories = categories.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The red flags that have words of their own.</summary>
    public IEnumerable<string> Categories => _categories.Keys.Where(id => id != Any);

    /// <summary>Stands for red flags without words of their own.</summary>
    public const string Any = "any";

    /// <exception cref="KeyNotFoundException">There is no such template.</exception>
    public ReferralTemplate Template(string name, bool they) => they && _templates.TryGetValue(name + "-they", out var other) ? other : _templates[name];

    /// <exception cref="KeyNotFoundException">There is no such phrase.</exception>
    public string Phrase(string name, bool they = false) => they && _phrases.TryGetValue(name + "-they", out var other) ? other : _phrases[name];

    /// <summary>A field of a category; null where neither the category nor its urgency has one.</summary>
    /// <param name="urgency">As the file writes it.</param>
    public string? Of(string category, string urgency, string field, bool they)
    {
        var fields = _categories.TryGetValue(category, out var own) ? own : _categories[Any];

        return they
            ? fields.GetValueOrDefault($"{urgency}.{field}-they") ?? fields.GetValueOrDefault($"{urgency}.{field}") ?? fields.GetValueOrDefault(field + "-they") ?? fields.GetValueOrDefault(field)
            : fields.GetValueOrDefault($"{urgency}.{field}") ?? fields.GetValueOrDefault(field);
    }
}

/// <summary>A referral before it is filled in.</summary>
/// <param name="Headline">The action.</param>
/// <param name="Lines">Paragraphs, with placeholders.</param>
public sealed record ReferralTemplate(string Headline, ImmutableArray<string> Lines);
