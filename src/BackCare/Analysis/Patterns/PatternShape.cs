using System.Collections.Immutable;

namespace BackCare.Analysis.Patterns;

/// <summary>What patterns there are, before anything is learned.</summary>
/// <param name="Widths">How many words they span, a group of patterns each.</param>
/// <param name="Each">How many there are of each width; a multiple of sixteen.</param>
/// <param name="Marks">How many marks a word may have; with its meaning a multiple of four.</param>
/// <param name="Classes">How many classes they tell apart.</param>
internal sealed record PatternShape(ImmutableArray<int> Widths, int Each, int Marks, int Classes)
{
    /// <summary>How many numbers a word is.</summary>
    public int WordSize => WordInput.MeaningSize + Marks;

    /// <summary>How many patterns there are.</summary>
    public int Patterns => Each * Widths.Length;

    /// <summary>How many words all patterns of one number reach over, one width after the other.</summary>
    public int Places => Widths.Sum();

    /// <summary>How many words a pattern spans.</summary>
    public int WidthOf(int pattern) => Widths[pattern / Each];
}
