using System.Collections.Immutable;
using BackCare.Passages;
using BackCare.Replies;
using BackCare.Safety;

namespace BackCare.Tests.Support;

/// <summary>Values that a test needs and doesn't care about.</summary>
internal static class Some
{
    public static Source Source { get; } = new("a-leaflet", "A leaflet", "A clinic", "not stated", "not stated", null, "a-leaflet.txt", "", "a clinic's");

    public static Passage Passage(string id = "a-passage", Evidence evidence = Evidence.Supported, string[]? topics = null, string[]? answers = null, string? note = null) =>
        new(id, $"Title of {id}", Source, "paragraph 1", $"Words of {id}.", evidence, note)
        {
            Topics = [.. topics ?? ["safety"]],
            Answers = [.. answers ?? ["what"]],
            Asks = [$"what is {id}"],
        };

    public static QuotedPassage Quoted(Passage passage) => new(1, passage, 1, 0.9, ConfidenceLevel.High);

    public static Caution Caution(CautionHandling handling, string scope = "massage", string id = "m-something") => new(id, $"Caution {id}.", handling, scope);

    public static Screening.Clear Clear(params ImmutableArray<Caution> cautions) =>
        (Screening.Clear)FirstClear() with { Cautions = cautions };

    // Only the screen makes a Clear, so the tests ask it for one.
    private static Screening FirstClear() => Shipped.Screen.Check("hello", HealthRecord.Empty);
}
