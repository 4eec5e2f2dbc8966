using System.ComponentModel.DataAnnotations;

namespace BackCare;

/// <summary>Section <c>BackCare</c>: where the corpus lies, and for whom.</summary>
public sealed class BackCareOptions
{
    public const string Section = "BackCare";

    /// <summary>The folder of the corpus; relative to the program. Default: <c>corpus</c>.</summary>
    [Required]
    public string Corpus { get; init; } = "corpus";

    /// <summary>The locale of people whose channel doesn't say theirs, as a BCP 47 tag; null: numbers of all countries.</summary>
    public string? Locale { get; init; }
}
