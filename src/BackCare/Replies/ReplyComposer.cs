using System.Collections.Immutable;
using BackCare.Passages;
using BackCare.Safety;

namespace BackCare.Replies;

/// <summary>A screening, or what was found → a reply. Never rewrites a passage; a passage needs a <see cref="Screening.Clear"/>.</summary>
public sealed class ReplyComposer(Wording wording)
{
    /// <summary>Quotes passages that answer.</summary>
    public Reply Answer(Screening.Clear clear, ImmutableArray<QuotedPassage> passages, ImmutableArray<Passage> others, string? locale)
    {
        var publishers = string.Join(" and ", passages.Select(quoted => PublisherOf(quoted.Passage.Source)).Distinct());

        return new Reply.Answer(
            Opening(clear),
            passages,
            wording.Line("disclaimer", ("publishers", publishers), ("emergency", Emergency(locale))))
        {
            DisagreementLine = Disagree(passages) ? wording.Line("disagreement") : null,
            Others = others,
            Cautions = clear.Cautions,
        };
    }

    /// <summary>Says that a source makes a claim on this, and why it isn't repeated.</summary>
    public Reply Withhold(Screening.Clear clear, Passage passage) =>
        new Reply.Withheld(wording.Lines("withheld", ("reason", passage.Note ?? "")), passage) { Cautions = clear.Cautions };

    /// <summary>Says that nothing answers, and what comes nearest.</summary>
    /// <param name="nearest">At most two passages, by title; none when nothing comes near.</param>
    public Reply None(Screening.Clear clear, ImmutableArray<Passage> nearest)
    {
        var lines = nearest.IsEmpty
            ? wording.Lines("no-passage")
            : wording.Lines("no-passage-near", ("topics", string.Join("; ", nearest.Select(passage => passage.Title))));

        return new Reply.NoPassage(lines)
        {
            Cautions = clear.Cautions,
            Suggestions = nearest.IsEmpty ? wording.Lines("suggest-start") : [.. nearest.Select(Ask)],
        };
    }

    /// <summary>What is said to small talk, or help.</summary>
    /// <param name="id">Of <c>small-talk.yaml</c> and of <c>replies.yaml</c>.</param>
    public Reply Talk(string id, string? locale)
    {
        var lines = wording.Lines(id, ("emergency", Emergency(locale)));

        return id is "help" or "empty"
            ? new Reply.Help(lines) { Suggestions = wording.Lines("suggest-start") }
            : new Reply.SmallTalk(lines) { Suggestions = id == "greeting" ? wording.Lines("suggest-start") : [] };
    }

    /// <summary>A red flag: who to contact and how soon.</summary>
    public Reply Refer(Screening.Raised raised, string? locale) =>
        new Reply.Referral(raised.Flags[0].Urgency, raised.Flags, wording.Line("error", ("emergency", Emergency(locale))), [], []) { Repeat = raised.Repeat };

    /// <summary>The general safety card: for a text that can't be judged, and for a failure.</summary>
    public Reply SafetyCard(string? locale) => new Reply.Info(wording.Lines("safety-card", ("emergency", Emergency(locale))), []);

    /// <summary>A passage's question as a person would say it.</summary>
    public static string Ask(Passage passage) => passage.Asks is [var first, ..] ? Sentence(first) : passage.Title;

    private static string Sentence(string ask)
    {
        var sentence = char.ToUpperInvariant(ask[0]) + ask[1..];
        return sentence[^1] is '?' or '.' or '!' ? sentence : sentence + "?";
    }

    private static ImmutableArray<string> Opening(Screening.Clear clear) =>
        [.. clear.Cautions.Select(caution => caution.Text), .. clear.Reminder is { } reminder ? [reminder] : Array.Empty<string>()];

    private static bool Disagree(ImmutableArray<QuotedPassage> passages) =>
        passages.Any(one => passages.Any(other => one.Passage.DisagreesWith.Contains(other.Passage.Id)));

    private static string PublisherOf(Source source) => source.Publisher != "not stated" ? source.Publisher : $"“{source.Title}”";

    private static string Emergency(string? locale) => locale is { } tag && tag.EndsWith("GB", StringComparison.OrdinalIgnoreCase) ? "999" : "112, 999 or 911";
}
