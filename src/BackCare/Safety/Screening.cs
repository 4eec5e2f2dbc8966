using System.Collections.Immutable;

namespace BackCare.Safety;

/// <summary>What the screen found in a message, with the conversation so far. Only <see cref="Clear"/> opens the way to a passage.</summary>
public abstract record Screening
{
    private Screening()
    {
    }

    /// <summary>What is now known of the subject's health, with this message in it.</summary>
    public required HealthRecord Health { get; init; }

    /// <summary>Rules that fired, words that fired them, what context cancelled: for curators and logs of ids, never shown.</summary>
    public ImmutableArray<SafetyFinding> Findings { get; init; } = [];

    /// <summary>Nothing that blocks an answer. Cannot be made outside the screen's own assembly.</summary>
    public sealed record Clear : Screening
    {
        internal Clear(string text)
        {
            Text = text;
        }

        /// <summary>The text that may be searched for.</summary>
        public string Text { get; }

        /// <summary>Conditions named in the conversation that call for care; strictest first.</summary>
        public ImmutableArray<Caution> Cautions { get; init; } = [];

        /// <summary>A reminder to show above the answer (a <c>soon</c> flag of an earlier turn); null when there is none.</summary>
        public string? Reminder { get; init; }

        /// <summary>Whether one kind line with somebody to talk to goes with the answer.</summary>
        public bool SoftSupport { get; init; }

        /// <summary>Whether a false alarm was just put right: the safety tail goes with the answer.</summary>
        public bool SafetyTail { get; init; }

        /// <summary>Whether a sign was asked about in general, by nobody who has it: the card of warning signs is shown where no passage answers.</summary>
        public bool AskedInGeneral { get; init; }

        /// <summary>Whether only general passages may be shown, no technique.</summary>
        public bool GeneralOnly { get; init; }
    }

    /// <summary>One red flag or more.</summary>
    /// <param name="Flags">Most urgent first; never empty.</param>
    /// <param name="Repeat">Raised by an earlier turn and not cleared: the short form is said.</param>
    public sealed record Raised(ImmutableArray<RedFlag> Flags, bool Repeat) : Screening
    {
        /// <summary>The person's own words for their sign, safe to repeat back; null where the default is said.</summary>
        public string? OwnWords { get; init; }

        /// <summary>The person can't or won't go: another way to get help is offered.</summary>
        public bool OtherRoute { get; init; }

        /// <summary>The person says that it was a joke: whether it was is asked in the same message.</summary>
        public bool AsksIfJoke { get; init; }

        /// <summary>What the suicide or abuse rules found, for the order of the lines: true when a plan, means or an act was told.</summary>
        public bool DangerNow { get; init; }
    }

    /// <summary>Asked about warning signs in general: the fixed card.</summary>
    public sealed record Info : Screening;

    /// <summary>One question has to be asked before anything else.</summary>
    /// <param name="QuestionId">Q1 to Q10 of the clinical reference.</param>
    public sealed record Unclear(string QuestionId) : Screening;

    /// <summary>The text can't be judged (another language, a failure): the general safety card.</summary>
    public sealed record Unreadable : Screening;

    /// <summary>Something else is said instead, by the id of its wording: "I'm calling now", a clearing that needs one line.</summary>
    /// <param name="WordingId">An id of <c>corpus/replies.yaml</c>.</param>
    public sealed record Say(string WordingId) : Screening;
}

/// <summary>A rule that fired, or was cancelled, and by what.</summary>
/// <param name="RuleId">The red flag, caution or combination.</param>
/// <param name="Words">The words that matched: for the terminal of a curator only, never logged.</param>
/// <param name="Context">Why it counts or not: affirmed, negated, past, other, supposed, asked.</param>
public sealed record SafetyFinding(string RuleId, string Words, string Context);
