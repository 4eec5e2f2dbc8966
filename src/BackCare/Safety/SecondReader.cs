using BackCare.Analysis;
using BackCare.Safety.Likeness;
using BackCare.Safety.Signs;

namespace BackCare.Safety;

/// <summary>
/// Reads a message after the rules did, as a whole: adds the flag that it is like though no rule names what it says, and spares one that reads
/// harmless though a rule fired. What was told in earlier messages is the rules' alone.
/// </summary>
internal sealed class SecondReader(RedFlagRules rules, LikenessModel model)
{
    // What is settled in another way is left so, unless there is hardly a doubt.
    private const double HardlyADoubt = 0.9;

    // An emergency or a crisis that a rule raised is spared only below this.
    private const double MostDoubtOfPressing = 0.4;

    // In so few words hardly anything stands beside a sign that could make it harmless: only below this is it spared there.
    private const int FewestToSpare = 6;
    private const double MostDoubtOfFew = 0.1;

    // An answer of so few words says nothing that the question doesn't ask.
    private const int FewWords = 12;

    // As much must speak for a more urgent flag before it stands above what the rules say.
    private const double SureOfUrgency = 0.5;

    private const int Margin = 2;

    private static readonly string[] Answers = ["say-correction", "say-checked", "say-joking", "say-calling", "say-safe"];

    private readonly LikenessReading reading = new(rules, model);

    /// <summary>What the message tells, weighed.</summary>
    public SignsTold Weigh(SignsTold told, Conversation conversation, HealthRecord earlier)
    {
        if (Legibility.IsUnreadable(told.Readings) || IsBareAnswer(told, earlier))
            return told;
        var raised = conversation.FlagsAlone(told);
        var health = new Lazy<HealthRecord>(() => conversation.Add(told, earlier));
        var finding = reading.Judge(told.Readings, raised.Length > 0 ? raised[0].Urgency : null, flag => rules.MayBe(flag.Id, health.Value.Facts));
        if (finding.Likest is not { } likest)
            return raised.Length > 0 && finding.Probability < MostDoubt(told, raised[0].Urgency) ? Spare(told, conversation, raised[0].Urgency, finding.Probability) : told;
        var answers = Answers.Any(answer => conversation.Says(told, answer));
        if (answers && (raised.Length == 0 || earlier.Flags.Length > 0))
            return told;
        if (raised.Length > 0)
            return likest.Flag.Urgency > raised[0].Urgency && likest.Share >= SureOfUrgency ? told.With(Like()) : told;

        // A question that asks about a danger as pressing settles it better than likeness does.
        if (conversation.Question(told, health.Value) is { } question && rules.Questions[question].Flag is { Urgency: not Urgency.Crisis } asked && asked.Urgency >= likest.Flag.Urgency)
            return told;
        return finding.Probability < HardlyADoubt && IsSettledOtherwise(told, conversation, earlier, health.Value, likest.Flag.Urgency) ? told : told.With(Like());

        LikeFlag Like() => new(
            likest.Flag,
            OfOther: likest.Reading.Of(rules.Context.SomebodyElse).Length > 0 && likest.Reading.Of(rules.Context.Me).Length == 0,
            new SafetyFinding(LikeFlag.FactOf(likest.Flag), told.Words(likest.Reading, likest.Start, likest.End), FormattableString.Invariant($"alike {finding.Probability:f2}")));
    }

    private static double MostDoubt(SignsTold told, Urgency raised) => raised switch
    {
        < Urgency.Crisis => 1,
        _ when WordsOf(told) < FewestToSpare => MostDoubtOfFew,
        _ => MostDoubtOfPressing,
    };

    // An emergency or a crisis only where its signs don't alarm by themselves: "no numbness but I can't pee" stands.
    private SignsTold Spare(SignsTold told, Conversation conversation, Urgency raised, double probability)
    {
        var grounds = Grounds(told, conversation);
        return raised >= Urgency.Crisis && told.Affirmed.Any(sign => grounds.Contains(sign.Id) && reading.IsAlarming(Around(sign)))
            ? told
            : told.Without(grounds, new SafetyFinding("second-reader", "", FormattableString.Invariant($"harmless {probability:f2}")));
    }

    // The sign with a word or two on either side, as far as its clause goes.
    private Reading Around(ToldSign sign)
    {
        var words = sign.Reading.Words;
        var ends = sign.Reading.Of(rules.Context.ScopeEnd);
        var (start, end) = (sign.Mention.Start, sign.Mention.End);
        for (var more = 0; more < Margin && start > 0 && words[start - 1].After == Break.None && !ends.Any(stop => stop.Start <= start - 1 && stop.End > start - 1); more++)
            start--;
        for (var more = 0; more < Margin && end < words.Length && words[end - 1].After == Break.None && !ends.Any(stop => stop.Start == end); more++)
            end++;
        return ConceptFinder.Read(rules.Grammar, words[start..end]);
    }

    private bool IsBareAnswer(SignsTold told, HealthRecord earlier) =>
        earlier.OpenQuestion is { } open && rules.Questions.ContainsKey(open) && WordsOf(told) <= FewWords;

    private static int WordsOf(SignsTold told) => told.Readings.Max(reading => reading.Reading.Words.Length);

    // By what was told before, by a question, by the sign's own context, by a caution.
    private static bool IsSettledOtherwise(SignsTold told, Conversation conversation, HealthRecord earlier, HealthRecord health, Urgency urgency)
    {
        return health.Flags.Any(flag => !earlier.Flags.Contains(flag))
            || told.Cancelled.Any(sign => sign.Sign.Alarming)
            || conversation.Question(told, health) is not null
            || (urgency <= Urgency.Urgent && conversation.Cautions(health).Length > 0);
    }

    // Conditions and medicines stay told: cautions rest on them.
    private static HashSet<string> Grounds(SignsTold told, Conversation conversation)
    {
        var grounds = conversation.Grounds(HealthRecord.Empty with { Facts = [.. told.Affirmed.Select(sign => sign.Id).Distinct()] });
        return [.. told.Affirmed.Where(sign => grounds.Contains(sign.Id) && !sign.Sign.History).Select(sign => sign.Id)];
    }
}
