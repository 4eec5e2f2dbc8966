using System.Collections.Immutable;
using BackCare.Retrieval;
using BackCare.Safety;

namespace BackCare.Replies;

/// <summary>Why a reply was given: what the screen found, what the search found. Holds words of the person, so it is never logged whole.</summary>
/// <param name="Findings">Rules that fired or were cancelled.</param>
/// <param name="Hits">The best hits, best first, quoted or not.</param>
/// <param name="Steps">How the question was understood: corrections, follow-up words taken from memory.</param>
public sealed record ReplyTrace(ImmutableArray<SafetyFinding> Findings, ImmutableArray<Hit> Hits, ImmutableArray<string> Steps)
{
    public static ReplyTrace Empty { get; } = new([], [], []);
}
