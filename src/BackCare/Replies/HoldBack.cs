using BackCare.Passages;
using BackCare.Safety;

namespace BackCare.Replies;

/// <summary>Which passages may stand beside what the person has told: the strictest caution decides.</summary>
public static class HoldBack
{
    private static readonly string[] HandsOn = ["technique", "ice", "heat", "types"];

    /// <summary>Whether the passage may be quoted.</summary>
    public static bool Allows(Screening.Clear clear, Passage passage)
    {
        if (clear.GeneralOnly && !IsGeneral(passage))
            return false;

        return clear.Cautions.All(caution => caution.Handling switch
        {
            // Not for ice, for this person: the rest of massage stays open.
            CautionHandling.AskFirst when caution.Scope is "ice" or "heat" => !passage.Topics.Contains(caution.Scope),
            CautionHandling.AskFirst => false,
            CautionHandling.GeneralOnly => IsGeneral(passage),
            _ => true,
        } || caution.Beside.Contains(passage.Id));
    }

    /// <summary>No technique: what massage is for, when not, and who gives it, but not how.</summary>
    public static bool IsGeneral(Passage passage) =>
        !passage.Topics.Any(HandsOn.Contains) && (passage.Topics is ["safety" or "therapist", ..] || !passage.Answers.Contains("how"));
}
