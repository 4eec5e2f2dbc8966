using System.Globalization;
using BackCare.Passages;

namespace BackCare.Web.Sources;

/// <summary>Where in its article a passage stands, to put passages in the article's order: its heading, and the paragraph or item below it.</summary>
internal sealed record PassagePlace(string Heading, int Number) : IComparable<PassagePlace>
{
    private static readonly string[] First = ["Introduction"];
    private static readonly string[] Last = ["Closing note", "Taking the First Step"];

    public static PassagePlace Of(Passage passage)
    {
        var cut = passage.Locator.LastIndexOf(',');
        var (heading, place) = cut < 0 ? ("", passage.Locator) : (passage.Locator[..cut], passage.Locator[(cut + 1)..]);
        var digits = new string([.. place.SkipWhile(character => !char.IsAsciiDigit(character)).TakeWhile(char.IsAsciiDigit)]);

        if (digits.Length > 0)
            return new PassagePlace(heading, int.Parse(digits, CultureInfo.InvariantCulture));

        return cut < 0 ? new PassagePlace(place, 0) : new PassagePlace(heading, place.Contains("last", StringComparison.OrdinalIgnoreCase) ? int.MaxValue : 0);
    }

    public int CompareTo(PassagePlace? other) =>
        other is null ? 1 : (Rank, Heading, Number).CompareTo((other.Rank, other.Heading, other.Number));

    private int Rank => First.Any(Begins) ? -1 : Last.Any(Begins) ? 1 : 0;

    private bool Begins(string heading) => Heading.StartsWith(heading, StringComparison.OrdinalIgnoreCase);
}
