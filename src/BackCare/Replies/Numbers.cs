using System.Collections.Frozen;
using System.Collections.Immutable;

namespace BackCare.Replies;

/// <summary>Whom to call, by country. A country that isn't known, or has no number one can be sure of, gets the common ones in one line.</summary>
public sealed class Numbers
{
    private readonly FrozenDictionary<string, LocalNumbers> _byRegion;
    private readonly LocalNumbers _unknown;

    /// <param name="byRegion">By the region of a locale, in capitals.</param>
    /// <param name="unknown">For every other place.</param>
    /// <param name="lines">All lines of the file, shown or not.</param>
    public Numbers(IReadOnlyDictionary<string, LocalNumbers> byRegion, LocalNumbers unknown, ImmutableArray<HelpLine> lines)
    {
        _byRegion = byRegion.ToFrozenDictionary(StringComparer.Ordinal);
        _unknown = unknown;
        Lines = lines;
    }

    /// <summary>All lines of the file, shown or not, in its order.</summary>
    public ImmutableArray<HelpLine> Lines { get; }

    /// <summary>The numbers for a BCP 47 tag such as <c>en-GB</c>. A language alone is no country: nothing is guessed.</summary>
    public LocalNumbers For(string? locale) =>
        RegionOf(locale) is { } region && _byRegion.TryGetValue(region, out var numbers) ? numbers : _unknown;

    /// <summary>The region of a tag, in capitals; null when it names none.</summary>
    public static string? RegionOf(string? locale)
    {
        // What follows a single letter is an extension, not a place.
        var subtags = (locale ?? "").Split('-', '_').TakeWhile(subtag => subtag.Length != 1);
        foreach (var subtag in subtags.Skip(1))
        {
            // "en-UK" is no proper tag, but people and programs write it.
            if (subtag.Length == 2 && subtag.All(char.IsAsciiLetter))
                return subtag.ToUpperInvariant() is "UK" ? "GB" : subtag.ToUpperInvariant();
        }

        return null;
    }
}
