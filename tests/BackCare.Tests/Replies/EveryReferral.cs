using System.Collections.Immutable;
using BackCare.Replies;
using BackCare.Safety;
using BackCare.Tests.Support;

namespace BackCare.Tests.Replies;

/// <summary>Every message a red flag can bring: each category at each urgency, for oneself and somebody else, in several countries; and the fixed cards.</summary>
internal static class EveryReferral
{
    public static readonly string?[] Locales = ["en-GB", "en-US", "en-IN", "en-IE", "en-CA", "en-AU", "en-NZ", "en-SG", "de-DE", null];

    /// <summary>The 31 categories of the reference.</summary>
    public static readonly string[] Categories =
    [
        "cauda-equina", "limb-weakness-cord", "major-trauma", "chest-pain-heart", "lung-clot-breathless", "aorta", "stroke-signs", "collapse-unresponsive",
        "sepsis-meningitis", "severe-allergy", "medicine-overdose", "internal-bleeding", "sickle-cell-crisis", "suicide-self-harm", "abuse-unsafe",
        "fever-spine-infection", "kidney-urinary", "suspected-fracture", "cancer-warning", "leg-clot", "cold-injury", "shingles-rash", "pregnancy-warning",
        "child-back-pain", "worse-after-massage", "blood-thinner-injury", "tummy-groin-pain", "severe-unusual-pain", "inflammatory-back-pain", "nerve-one-leg",
        "persistent-or-first-time-older",
    ];

    /// <summary>One red flag each, said for the first time.</summary>
    public static IEnumerable<(string Case, Reply.Referral Reply)> Single() =>
        from category in Categories
        from urgency in ReferralComposer.IsCrisis(category) ? [Urgency.Crisis, Urgency.Emergency] : new[] { Urgency.Emergency, Urgency.Urgent, Urgency.Soon }
        from they in new[] { false, true }
        from danger in ReferralComposer.IsCrisis(category) ? [false, true] : new[] { false }
        from locale in Locales
        select ($"{category} {urgency}{(they ? ", they" : "")}{(danger ? ", danger" : "")} {locale}", Refer([new RedFlag(category, urgency)], they, locale, danger: danger));

    /// <summary>Said again, short.</summary>
    public static IEnumerable<(string Case, Reply.Referral Reply)> Repeats() =>
        from category in Categories
        from urgency in ReferralComposer.IsCrisis(category) ? [Urgency.Crisis] : new[] { Urgency.Emergency, Urgency.Urgent, Urgency.Soon }
        from they in new[] { false, true }
        from locale in Locales
        select ($"{category} {urgency} repeat{(they ? ", they" : "")} {locale}", Refer([new RedFlag(category, urgency)], they, locale, repeat: true));

    /// <summary>Two at once: an emergency or something urgent beside a crisis, and two of the body.</summary>
    public static IEnumerable<(string Case, Reply.Referral Reply)> Together() =>
        from flags in new RedFlag[][]
        {
            [new("medicine-overdose", Urgency.Emergency), new("suicide-self-harm", Urgency.Crisis)],
            [new("major-trauma", Urgency.Emergency), new("abuse-unsafe", Urgency.Crisis)],
            [new("suicide-self-harm", Urgency.Crisis), new("severe-unusual-pain", Urgency.Urgent)],
            [new("abuse-unsafe", Urgency.Crisis), new("persistent-or-first-time-older", Urgency.Soon)],
            [new("cauda-equina", Urgency.Emergency), new("limb-weakness-cord", Urgency.Emergency)],
            [new("chest-pain-heart", Urgency.Emergency), new("fever-spine-infection", Urgency.Urgent)],
            [new("fever-spine-infection", Urgency.Urgent), new("kidney-urinary", Urgency.Urgent)],
        }
        from they in new[] { false, true }
        from locale in Locales
        select ($"{string.Join(" + ", flags.Select(flag => flag.Id))}{(they ? ", they" : "")} {locale}", Refer([.. flags], they, locale));

    /// <summary>The fixed cards, the question whether it was a joke, and the ten questions.</summary>
    public static IEnumerable<(string Case, Reply Reply)> Cards() =>
        from locale in Locales
        from they in new[] { false, true }
        let health = new HealthRecord { ThirdPerson = they }
        from screening in new Screening[]
        {
            new Screening.Unreadable { Health = health },
            new Screening.Info { Health = health },
            new Screening.Say("calling") { Health = health },
            new Screening.Raised([new RedFlag("cauda-equina", Urgency.Emergency)], Repeat: true) { Health = health, AsksIfJoke = true },
        }.Concat(Enumerable.Range(1, 10).Select(number => new Screening.Unclear($"Q{number}") { Health = health }))
        select ($"{screening.GetType().Name} {(screening as Screening.Unclear)?.QuestionId}{(they ? ", they" : "")} {locale}", Shipped.Composer.Stop(screening, locale));

    public static Reply.Referral Refer(
        ImmutableArray<RedFlag> flags, bool they = false, string? locale = "en-GB", bool repeat = false, bool danger = false, string? ownWords = null, bool otherRoute = false)
    {
        var raised = new Screening.Raised(flags, repeat)
        {
            Health = HealthRecord.Empty with { ThirdPerson = they, Flags = flags },
            DangerNow = danger,
            OwnWords = ownWords,
            OtherRoute = otherRoute,
        };

        return Shipped.Composer.Stop(raised, locale).ShouldBeOfType<Reply.Referral>();
    }
}
