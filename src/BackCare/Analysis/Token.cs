namespace BackCare.Analysis;

/// <summary>What stands between a token and the one after it.</summary>
public enum Break
{
    /// <summary>A space, a hyphen, or nothing.</summary>
    None,

    /// <summary>A comma, a colon, a dash, a bracket.</summary>
    Clause,

    /// <summary>A full stop, an exclamation mark, a new line.</summary>
    Sentence,

    /// <summary>A question mark.</summary>
    Question,
}

/// <summary>A word or a number of a text, with its place in it.</summary>
/// <param name="Text">Folded: lower case, Latin letters and digits where there is a Latin reading, without apostrophes.</param>
/// <param name="Start">Where it begins in the text as it came.</param>
/// <param name="Length">How much of the text it covers.</param>
public readonly record struct Token(string Text, int Start, int Length)
{
    /// <summary>What stands behind it.</summary>
    public Break After { get; init; }
}
