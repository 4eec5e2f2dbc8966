using System.Collections.Immutable;

namespace BackCare.Safety;

/// <summary>What a message does to the record: a new subject, a correction, a check-up, more facts, and the flags that follow.</summary>
internal sealed class Conversation(RedFlagRules rules)
{
    /// <summary>The open question whether a flag was only a joke.</summary>
    public const string Joking = "joking";

    private const string Answered = "answered-";
    private const string Asked = "asked-";

    private readonly HashSet<string> flagSigns = [.. rules.Categories.SelectMany(rule => rule.Fires).SelectMany(fire => fire.When.Groups).SelectMany(group => group.Signs)];

    // What a sign may raise: a condition can only hold where one of its first group is told.
    private readonly Dictionary<string, (int Category, Urgency Tier, Condition When)[]> firesBySign = rules.Categories
        .SelectMany((rule, at) => rule.Fires.SelectMany(fire => fire.When.Groups[0].Signs.Distinct().Select(sign => (Sign: sign, Fire: (at, fire.Urgency, fire.When)))))
        .GroupBy(pair => pair.Sign, pair => pair.Fire, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>Whether a message says something of the conversation itself, by the concept's name.</summary>
    public bool Says(SignsTold told, string concept) => told.Says(rules.Grammar.Id(concept));

    /// <summary>The record before the message's own facts: begun anew for another person, corrected, or checked by a clinician.</summary>
    public HealthRecord Begin(SignsTold told, HealthRecord earlier)
    {
        if (Says(told, "say-now-me") && earlier.ThirdPerson)
            return HealthRecord.Empty with { CrisisPinned = earlier.CrisisPinned };
        if (Says(told, "say-now-other") && (earlier.Facts.Length > 0 || earlier.Flags.Length > 0) && !earlier.ThirdPerson)
            return HealthRecord.Empty with { ThirdPerson = true, CrisisPinned = earlier.CrisisPinned };

        var health = earlier;
        if (Says(told, "say-correction"))
        {
            var denied = told.Cancelled.Where(sign => sign.Status == ContextStatus.Negated).Select(sign => sign.Id).ToHashSet();
            health = health with { Facts = health.Facts.RemoveAll(denied.Contains) };
            if (told.Like is null && !RaisesAlone(told, health))
                health = health with { Facts = health.Facts.RemoveAll(fact => LikeFlag.FlagOf(fact) is { } like && !IsCrisis(like.Id)) };

            // "I CAN feel it, no bladder trouble at all" takes back "I can't feel my bladder", whichever sign of the same illness it denies.
            if (health.Flags is [{ Urgency: not Urgency.Crisis }] && !RaisesAlone(told, health) && Grounds(health) is { Count: > 0 } grounds
                && (Says(told, "deny-all") || (grounds.Count == 1 && rules.Categories.First(rule => rule.Id == health.Flags[0].Id).Fires.SelectMany(fire => fire.When.Signs).Any(denied.Contains))))
                health = health with { Facts = health.Facts.RemoveAll(grounds.Contains) };
        }

        // "That was the film": nobody has it. A crisis stands all the same.
        if (Says(told, "say-of-nobody") && health.Flags.Length > 0 && !health.CrisisPinned && !RaisesAlone(told, health))
            health = health with { Facts = [] };

        // A doctor's word clears what was told before, unless the same message brings something new or says that it got worse.
        if (Says(told, "say-checked") && health.Flags.Length > 0 && !RaisesAlone(told, health) && !told.Affirmed.Any(sign => sign.Id == "worsening"))
        {
            var medical = rules.Categories.Where(rule => rule.Urgency != Urgency.Crisis).SelectMany(rule => rule.Fires).SelectMany(fire => fire.When.Signs).ToHashSet();
            medical.UnionWith(health.Facts.Where(fact => FlagOf(fact) is { } flag && !IsCrisis(flag.Id)));
            health = health with { Facts = health.Facts.RemoveAll(medical.Contains), Checked = [.. health.Checked.Union(health.Facts.Where(medical.Contains))] };
        }

        else if (health.Checked.Length > 0 && (Says(told, "back-again") || told.Affirmed.Any(sign => sign.Id == "worsening")))
        {
            // What a clinician has looked at counts again once it is back or worse than then.
            health = health with { Facts = [.. health.Facts.Union(health.Checked)], Checked = [] };
        }

        if (health.CrisisPinned && Says(told, "say-safe"))
        {
            var crisis = rules.Categories.Where(rule => rule.Urgency == Urgency.Crisis).SelectMany(rule => rule.Fires).SelectMany(fire => fire.When.Signs).ToHashSet();
            crisis.UnionWith(health.Facts.Where(fact => FlagOf(fact) is { } flag && IsCrisis(flag.Id)));
            health = health with { Facts = health.Facts.RemoveAll(crisis.Contains) };
        }

        return health;
    }

    /// <summary>The record with the message's facts, and the flags that now hold.</summary>
    public HealthRecord Add(SignsTold told, HealthRecord health)
    {
        var facts = health.Facts;
        foreach (var sign in told.Affirmed)
        {
            if (!facts.Contains(sign.Id))
                facts = facts.Add(sign.Id);
        }

        if (told.Like is { } like && !facts.Contains(like.Fact))
            facts = facts.Add(like.Fact);

        var third = health.ThirdPerson || (health.Facts.Length == 0 && (told.Affirmed.Any(sign => flagSigns.Contains(sign.Id) && sign.OfOther) || told.Like is { OfOther: true }))
            || (health.Flags.Length == 0 && IsRaisedForOther(told));
        var flags = Flags(facts);
        return health with
        {
            Facts = facts,
            Checked = health.Checked.RemoveAll(fact => facts.Contains(fact)),
            Flags = flags,
            ThirdPerson = third,
            CrisisPinned = health.CrisisPinned || flags.Any(flag => flag.Urgency == Urgency.Crisis || IsCrisis(flag.Id)),
        };
    }

    /// <summary>Whether the message says again what a flag rests on.</summary>
    public bool IsRestated(SignsTold told, HealthRecord health)
    {
        if (told.Like is not null)
            return true;
        if (health.Flags.Length == 0 || told.Affirmed.Count == 0)
            return false;
        var grounds = Grounds(health);
        return told.Affirmed.Any(sign => grounds.Contains(sign.Id) && !sign.Sign.History);
    }

    /// <summary>The facts that the flags rest on.</summary>
    public HashSet<string> Grounds(HealthRecord health)
    {
        var facts = rules.Facts(health.Facts);
        return [.. rules.Categories.SelectMany(rule => rule.Fires).Where(fire => fire.When.Holds(facts)).SelectMany(fire => fire.When.Held(facts))];
    }

    /// <summary>Whether a plan, means or an act was told.</summary>
    public static bool IsDanger(HealthRecord health) =>
        health.Facts.Any(fact => fact is "suicide-plan" or "abuse-now" or "medicine-intent" or "like-emergency-suicide-self-harm" or "like-emergency-abuse-unsafe");

    /// <summary>The question to ask before anything else; null for none.</summary>
    public string? Question(SignsTold told, HealthRecord health)
    {
        if (told.Affirmed.Count == 0)
            return null;
        var facts = rules.Facts(health.Facts);
        return rules.Categories.SelectMany(rule => rule.Asks)
            .Where(ask => !health.Facts.Contains(Asked + ask.Question) && ask.When.Holds(facts) && told.Affirmed.Any(sign => ask.When.Held(facts).Contains(sign.Id)))
            .Select(ask => ask.Question)
            .FirstOrDefault();
    }

    /// <summary>The record once a question is asked: it is open, and isn't asked again.</summary>
    public static HealthRecord Ask(string question, HealthRecord health) =>
        health with { OpenQuestion = question, Facts = health.Facts.Contains(Asked + question) ? health.Facts : health.Facts.Add(Asked + question) };

    /// <summary>The record once a question is answered by yes, or by anything else that isn't harmless.</summary>
    public static HealthRecord AnswerYes(string question, HealthRecord health) => health with { Facts = health.Facts.Add(Answered + question) };

    /// <summary>Whether the person asks for the warning signs themselves.</summary>
    public bool AsksForCard(SignsTold told) => Says(told, "ask-card");

    /// <summary>Whether danger signs are asked about in general, and nobody has them.</summary>
    public static bool IsGeneralQuestion(SignsTold told) =>
        told.Cancelled.Any(sign => sign.Status is ContextStatus.Supposed or ContextStatus.Asked && sign.Sign is { Alarming: true, History: false });

    /// <summary>Conditions told that call for care, strictest first.</summary>
    public ImmutableArray<Caution> Cautions(HealthRecord health)
    {
        if (health.Facts.Length == 0)
            return [];
        var facts = rules.Facts(health.Facts);
        return [.. rules.Cautions.Where(rule => rule.When.Holds(facts)).Select(rule => rule.Caution).OrderByDescending(caution => caution.Handling)];
    }

    /// <summary>The flags that a message raises by itself, whatever was told before.</summary>
    public ImmutableArray<RedFlag> FlagsAlone(SignsTold told) => told.Affirmed.Count == 0 ? [] : Flags([.. told.Affirmed.Select(sign => sign.Id).Distinct()]);

    // Whether what is new in the message raises a flag without what was told before.
    private bool RaisesAlone(SignsTold told, HealthRecord health) =>
        Flags([.. told.Affirmed.Select(sign => sign.Id).Distinct().Where(id => !health.Facts.Contains(id))]).Length > 0;

    // "and my mum can't hold her water": every sign that raises it is somebody else's.
    private bool IsRaisedForOther(SignsTold told)
    {
        if (FlagsAlone(told).Length == 0)
            return false;
        var grounds = Grounds(HealthRecord.Empty with { Facts = [.. told.Affirmed.Select(sign => sign.Id).Distinct()] });
        return told.Affirmed.Where(sign => grounds.Contains(sign.Id)).All(sign => sign.OfOther);
    }

    // The flag that a fact is by itself: what a message was like, or an answer.
    private RedFlag? FlagOf(string fact) =>
        LikeFlag.FlagOf(fact)
        ?? (fact.StartsWith(Answered, StringComparison.Ordinal) && rules.Questions.TryGetValue(fact[Answered.Length..], out var question) ? question.Flag : null);

    private bool IsCrisis(string id) => rules.Categories.Any(rule => rule.Id == id && rule.Urgency == Urgency.Crisis);

    private ImmutableArray<RedFlag> Flags(ImmutableArray<string> facts)
    {
        if (facts.Length == 0)
            return [];
        var held = rules.Facts(facts);
        Span<int> tiers = stackalloc int[rules.Categories.Length];
        tiers.Fill(-1);
        foreach (var fact in facts)
        {
            foreach (var (category, tier, when) in firesBySign.GetValueOrDefault(fact, []))
            {
                if ((int)tier > tiers[category] && when.Holds(held))
                    tiers[category] = (int)tier;
            }
        }

        var flags = new List<RedFlag>();
        for (var category = 0; category < tiers.Length; category++)
        {
            if (tiers[category] >= 0)
                flags.Add(new RedFlag(rules.Categories[category].Id, (Urgency)tiers[category]));
        }

        foreach (var more in facts.Select(FlagOf).OfType<RedFlag>())
        {
            var same = flags.FindIndex(flag => flag.Id == more.Id);
            if (same < 0)
                flags.Add(more);
            else if (flags[same].Urgency < more.Urgency)
                flags[same] = more;
        }

        return [.. flags.OrderByDescending(flag => flag.Urgency)];
    }
}
