using BackCare.Analysis;

namespace BackCare.Safety.Signs;

/// <summary>A word as rules see it.</summary>
/// <param name="Text">Folded.</param>
/// <param name="Token">The token it came from, by its place among them; two words can come from one ("4yo").</param>
/// <param name="After">What stands behind it.</param>
internal readonly record struct Word(string Text, int Token, Break After)
{
    /// <summary>The concepts it is a form of by itself; null for none.</summary>
    public int[]? Concepts { get; init; }

    /// <summary>Its value when it is a number, in digits or in letters.</summary>
    public double? Number { get; init; }

    /// <summary>Whether it is an English word, a rule word or a number, misspelt ones aside.</summary>
    public bool Known { get; init; }
}
