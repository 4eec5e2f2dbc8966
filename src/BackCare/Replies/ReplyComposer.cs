using System.Collections.Immutable;
using BackCare.Passages;
using BackCare.Safety;

namespace BackCare.Replies;

/// <summary>A screening, or what was found → a reply. Never rewrites a passage; a passage needs a <see cref="Screening.Clear"/>.</summary>
public sealed class ReplyComposer(Wording wording, ReferralTexts referralTexts, Numbers numbers)
{
    private const int MostCautions = 2;

    private readonly ReferralComposer _referrals = new(referralTexts, numbers);

    /// <summary>What is said when the screen doesn't let the message through.</summary>
    public Reply Stop(Screening screening, string? locale) => screening switch
    {
        Screening.Raised raised => _referrals.Refer(raised, locale),
        Screening.Info => Card("info-card", locale),
        Screening.Unclear unclear => Clarify(unclear, locale),
        Screening.Say say => Say(say, locale),
        _ => Card("safety-card", locale),
    };

    /// <summary>Quotes passages that answer, as far as the cautions allow.</summary>
    /// <param name="passages">Best first; what the cautions hold back is left out.</param>
    public Reply Answer(Screening.Clear clear, ImmutableArray<QuotedPassage> passages, ImmutableArray<Passage> others, Turn turn)
    {
        var allowed = passages.Where(quoted => HoldBack.Allows(clear, quoted.Passage)).Select((quoted, index) => quoted with { Number = index + 1 }).ToImmutableArray();
        if (allowed is not [var first, ..])
            return CautionOnly(clear, turn);

        var topic = first.Passage.Topics is [var main, ..] ? main : "";
        var full = Disclaimers.IsFull(turn.Earlier, topic, !clear.Cautions.IsEmpty);

        return new Reply.Answer(
            [.. Opening(clear, turn.Locale), .. allowed.Length < passages.Length ? wording.Lines("held-back") : []],
            allowed,
            Disclaimer(full, allowed, turn.Locale))
        {
            DisagreementLine = Disagree(allowed) ? wording.Line("disagreement") : null,
            Others = [.. others.Where(passage => HoldBack.Allows(clear, passage))],
            Cautions = clear.Cautions,
            Memory = turn.Earlier with { LastTopic = topic, DisclaimedAt = full ? turn.Earlier.Turns : turn.Earlier.DisclaimedAt },
        };
    }

    /// <summary>Says that a source makes a claim on this, and why it isn't repeated.</summary>
    public Reply Withhold(Screening.Clear clear, Passage passage, Turn turn) =>
        new Reply.Withheld([.. Opening(clear, turn.Locale), .. wording.Lines("withheld", ("reason", passage.Note ?? ""))], passage)
        {
            Cautions = clear.Cautions,
            Memory = turn.Earlier,
        };

    /// <summary>Says that nothing answers, and what comes nearest.</summary>
    /// <param name="nearest">At most two passages, by title; none when nothing comes near.</param>
    public Reply None(Screening.Clear clear, ImmutableArray<Passage> nearest, Turn turn)
    {
        var allowed = nearest.Where(passage => HoldBack.Allows(clear, passage)).ToImmutableArray();
        var lines = allowed.IsEmpty
            ? wording.Lines(clear.Cautions.IsEmpty ? "no-passage" : "no-passage-cautioned")
            : wording.Lines("no-passage-near", ("topics", string.Join("; ", allowed.Select(passage => passage.Title))));

        return new Reply.NoPassage([.. Opening(clear, turn.Locale), .. lines])
        {
            Cautions = clear.Cautions,
            Suggestions = !allowed.IsEmpty ? [.. allowed.Select(Ask)] : clear.Cautions.IsEmpty ? wording.Lines("suggest-start") : [],
            Memory = turn.Earlier,
        };
    }

    /// <summary>What is said to small talk, or help.</summary>
    /// <param name="id">Of <c>small-talk.yaml</c> and of <c>replies.yaml</c>.</param>
    public Reply Talk(Screening.Clear clear, string id, Turn turn)
    {
        ImmutableArray<string> lines = [.. Pinned(clear, turn.Locale), .. Lines(id, turn.Locale)];

        return id is "help" or "empty"
            ? new Reply.Help(lines) { Suggestions = wording.Lines("suggest-start"), Memory = turn.Earlier }
            : new Reply.SmallTalk(lines) { Suggestions = id == "greeting" ? wording.Lines("suggest-start") : [], Memory = turn.Earlier };
    }

    /// <summary>A passage's question as a person would say it.</summary>
    public static string Ask(Passage passage) => passage.Asks is [var first, ..] ? Sentence(first) : passage.Title;

    private Reply.NoPassage CautionOnly(Screening.Clear clear, Turn turn) =>
        new([.. Opening(clear, turn.Locale), .. wording.Lines("caution-only")]) { Cautions = clear.Cautions, Memory = turn.Earlier };

    private Reply.Clarify Clarify(Screening.Unclear unclear, string? locale)
    {
        var local = numbers.For(locale);
        var they = unclear.Health.ThirdPerson;
        var crisis = unclear.QuestionId == "Q6";
        var lines = wording.Lines(
            crisis ? "clarify-crisis" : "clarify",
            ("question", referralTexts.Phrase($"questions.{unclear.QuestionId}.question", they)),
            ("sign", referralTexts.Phrase($"questions.{unclear.QuestionId}.sign", they)),
            ("emergency", local.Emergency),
            ("digits", local.Digits),
            ("crisis", local.Crisis));

        return new Reply.Clarify(lines, crisis ? [.. local.CrisisPhones, .. local.EmergencyPhones] : local.EmergencyPhones);
    }

    // A text that the screen asks for and the editor has not written is no reason to say nothing.
    private Reply Say(Screening.Say say, string? locale)
    {
        if (!wording.Ids.Contains(say.WordingId))
            return Card("safety-card", locale);

        return new Reply.SmallTalk(Lines(say.WordingId, locale));
    }

    private Reply.Info Card(string id, string? locale) => new(Lines(id, locale), numbers.For(locale).EmergencyPhones);

    private ImmutableArray<string> Lines(string id, string? locale)
    {
        var local = numbers.For(locale);
        return wording.Lines(id, ("emergency", local.Emergency), ("digits", local.Digits), ("crisis", local.Crisis));
    }

    // What comes before anything quoted: cautions first, then what an earlier turn left behind.
    private IEnumerable<string> Opening(Screening.Clear clear, string? locale) =>
    [
        .. clear.Cautions.Take(MostCautions).Select(caution => caution.Text),
        .. clear.Cautions.Length > MostCautions ? wording.Lines("more-cautions") : [],
        .. clear.Reminder is { } reminder ? Lines(reminder, locale) : [],
        .. Pinned(clear, locale),
        .. clear.SafetyTail ? Lines("safety-tail", locale) : [],
    ];

    private IEnumerable<string> Pinned(Screening.Clear clear, string? locale) => clear.SoftSupport ? Lines("soft-support", locale) : [];

    private string Disclaimer(bool full, ImmutableArray<QuotedPassage> passages, string? locale) => wording.Line(
        full ? "disclaimer" : "disclaimer-short",
        ("publishers", string.Join(" and ", passages.Select(quoted => PublisherOf(quoted.Passage.Source)).Distinct())),
        ("emergency", numbers.For(locale).Emergency),
        ("digits", numbers.For(locale).Digits));

    private static bool Disagree(ImmutableArray<QuotedPassage> passages) =>
        passages.Any(one => passages.Any(other => one.Passage.Source.Id != other.Passage.Source.Id && one.Passage.DisagreesWith.Contains(other.Passage.Id)));

    private static string PublisherOf(Source source) => source.Publisher != "not stated" ? source.Publisher : $"“{source.Title}”";

    private static string Sentence(string ask)
    {
        var sentence = char.ToUpperInvariant(ask[0]) + ask[1..].Replace(" i ", " I ", StringComparison.Ordinal).Replace(" i'", " I'", StringComparison.Ordinal);
        return sentence[^1] is '?' or '.' or '!' ? sentence : sentence + "?";
    }
}
