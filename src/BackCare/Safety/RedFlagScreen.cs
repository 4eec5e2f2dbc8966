using System.Collections.Immutable;
using BackCare.Analysis;
using BackCare.Safety.Likeness;

namespace BackCare.Safety;

/// <summary>Must this person be seen rather than answered? Every message goes through it, with what the conversation said before.</summary>
/// <param name="rules">What a clinician wrote.</param>
/// <param name="likeness">The second reader, who goes by likeness to labelled messages; null for the rules alone.</param>
public sealed class RedFlagScreen(RedFlagRules rules, LikenessModel? likeness)
{
    private readonly SignFinder finder = new(rules);
    private readonly Conversation conversation = new(rules);
    private readonly SecondReader? second = likeness is null ? null : new SecondReader(rules, likeness);

    /// <summary>Screens a message.</summary>
    /// <param name="text">What the person wrote: any text at all.</param>
    /// <param name="earlier">What is known from earlier messages.</param>
    public Screening Check(string text, HealthRecord earlier)
    {
        try
        {
            return Judge(text, earlier);
        }
#pragma warning disable CA1031 // Whatever goes wrong here, the person gets the safety card and never a passage.
        catch (Exception)
#pragma warning restore CA1031
        {
            return new Screening.Unreadable { Health = earlier };
        }
    }

    // Without the net: what fails, fails loudly in the tests.
    internal Screening Judge(string text, HealthRecord earlier)
    {
        var told = finder.Find(text, Tokenizer.Tokenize(text));
        if (second is not null)
            told = second.Weigh(told, conversation, earlier);
        var health = conversation.Begin(told, earlier);
        var answered = health.OpenQuestion is { } open ? Answer(open, text, told, health) : null;
        if (answered is not null)
            health = answered;
        health = conversation.Add(told, health);

        return Raise(told, health, earlier) ?? Talk(told, health) ?? Ask(told, health) ?? Rest(text, told, health);
    }

    // A flag that this message adds to, or one of an earlier message that still stands.
    private Screening.Raised? Raise(SignsTold told, HealthRecord health, HealthRecord earlier)
    {
        var blocking = health.Flags.Any(flag => flag.Urgency > Urgency.Soon);
        var added = health.Flags.Any(flag => !earlier.Flags.Contains(flag)) || conversation.IsRestated(told, health);
        if (health.Flags.Length == 0 || (!added && !blocking))
            return null;
        if (!added && conversation.Says(told, "say-calling"))
            return null;

        // A joke is asked about once, with the flag held up; for a crisis it changes nothing.
        var joking = !added && conversation.Says(told, "say-joking") && !health.CrisisPinned;
        return new Screening.Raised(health.Flags, Repeat: !added)
        {
            Health = joking ? health with { OpenQuestion = Conversation.Joking } : health,
            AsksIfJoke = joking,
            Findings = Findings(told, health),
            OwnWords = OwnWords(told, health),
            OtherRoute = conversation.Says(told, "say-cannot-go"),
            DangerNow = Conversation.IsDanger(health),
        };
    }

    // What is said instead, while a flag stands.
    private static Screening.Say? Talk(SignsTold told, HealthRecord health) =>
        health.Flags.Any(flag => flag.Urgency > Urgency.Soon) ? new Screening.Say("calling") { Health = health, Findings = told.Findings() } : null;

    private Screening.Unclear? Ask(SignsTold told, HealthRecord health)
    {
        var question = conversation.Question(told, health);
        return question is null ? null : new Screening.Unclear(question) { Health = Conversation.Ask(question, health), Findings = told.Findings() };
    }

    private Screening Rest(string text, SignsTold told, HealthRecord health)
    {
        if (conversation.AsksForCard(told))
            return new Screening.Info { Health = health, Findings = told.Findings() };
        if (Legibility.IsUnreadable(told.Readings))
            return new Screening.Unreadable { Health = health, Findings = told.Findings() };

        var cautions = conversation.Cautions(health);
        var soon = health.Flags.Length > 0;
        return new Screening.Clear(text)
        {
            Health = health,
            Findings = told.Findings(),
            Cautions = cautions,
            AskedInGeneral = Conversation.IsGeneralQuestion(told),
            Reminder = soon ? "reminder-soon" : health.Checked.Length > 0 ? "reminder-checked" : null,
            GeneralOnly = soon || health.Checked.Length > 0 || health.CrisisPinned,
            SafetyTail = conversation.Says(told, "say-correction"),
            SoftSupport = health.CrisisPinned || conversation.Says(told, "soft-support"),
        };
    }

    // An open question: harmless answers close it, all others count as yes.
    private HealthRecord? Answer(string open, string text, SignsTold told, HealthRecord health)
    {
        var closed = health with { OpenQuestion = null };
        if (open == Conversation.Joking)
            return conversation.Says(told, "say-yes") || conversation.Says(told, "say-joking") ? closed with { Facts = [], Flags = [] } : closed;
        if (!rules.Questions.TryGetValue(open, out var question))
            return closed;
        var harmless = told.Says(question.Harmless) && !conversation.Says(told, "unsure");
        if (question.Before.Length > 0)
        {
            var whole = Completed(question.Before, text);
            var joined = finder.Find(whole, Tokenizer.Tokenize(whole));
            var added = conversation.Add(joined, closed);

            // What is only `soon` by itself ("in my hand") isn't what was asked about.
            if (added.Flags.Any(flag => !harmless || flag.Urgency > Urgency.Soon))
                return added;
        }

        return harmless ? closed : Conversation.AnswerYes(open, closed);
    }

    // "this morning, off a ladder" → "fell this morning, fell off a ladder": each part of the answer takes up what was asked about.
    private static string Completed(string before, string answer) => before + " " + answer.Replace(", ", ", " + before + " ", StringComparison.Ordinal);

    private static ImmutableArray<SafetyFinding> Findings(SignsTold told, HealthRecord health) =>
        [.. health.Flags.Select(flag => new SafetyFinding(flag.Id, "", "raised")), .. told.Findings()];

    private string? OwnWords(SignsTold told, HealthRecord health)
    {
        var facts = conversation.Grounds(health);
        var sign = told.Affirmed.Where(sign => facts.Contains(sign.Id)).OrderBy(sign => sign.Mention.End - sign.Mention.Start).FirstOrDefault();
        return sign is null ? null : told.Words(sign) is { Length: <= 90 } words ? words : null;
    }
}
