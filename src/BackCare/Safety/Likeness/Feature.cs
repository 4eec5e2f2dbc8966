namespace BackCare.Safety.Likeness;

/// <summary>One thing said in a text that the model may have learned something about: a word, words together, a sign.</summary>
/// <param name="First">Its first word.</param>
/// <param name="Last">Its last word.</param>
/// <param name="Number">Which weight is its own.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct Feature(int First, int Last, int Number, FeatureKind Kind);

/// <summary>What a feature is.</summary>
internal enum FeatureKind
{
    /// <summary>A word by its stem, and whether it is denied.</summary>
    Word,

    /// <summary>Four letters of a word that no list knows.</summary>
    Letters,

    /// <summary>The class of a word.</summary>
    Class,

    /// <summary>Two words side by side.</summary>
    Neighbours,

    /// <summary>Two words near each other, in order.</summary>
    Pair,

    /// <summary>Three words side by side.</summary>
    Three,

    /// <summary>A concept of the rules that a word is a form of.</summary>
    Concept,

    /// <summary>Two such concepts near each other.</summary>
    Concepts,

    /// <summary>A sign of the rules, and whether it counts.</summary>
    Sign,

    /// <summary>A concept that the rules watch.</summary>
    Mention,
}
