using System.Collections.Immutable;

namespace BackCare.Replies;

/// <summary>The numbers of one country, as they stand in a sentence and as they are dialled; only those that may be shown.</summary>
/// <param name="Emergency">In a sentence: "999 (UK)"; all the common ones where no country is known.</param>
/// <param name="Digits">The same without a word around it, for where it is said again.</param>
/// <param name="EmergencyPhones">Never empty.</param>
/// <param name="Crisis">In a sentence; a directory where there is no line.</param>
/// <param name="CrisisPhones">At most one for a country; empty where there is none.</param>
public sealed record LocalNumbers(string Emergency, string Digits, ImmutableArray<PhoneNumber> EmergencyPhones, string Crisis, ImmutableArray<PhoneNumber> CrisisPhones)
{
    /// <summary>The line for what can't wait and is no emergency; null where there is none.</summary>
    public HelpLine? Urgent { get; init; }

    /// <summary>What to do where no doctor has time today; null where the general sentence holds.</summary>
    public string? NotSeenToday { get; init; }

    /// <summary>A line for people who are hurt or threatened; null where there is none.</summary>
    public HelpLine? Abuse { get; init; }

    /// <summary>Advice on poison and medicines; null where there is none.</summary>
    public HelpLine? Poison { get; init; }
}
