using System.Collections.Immutable;
using BackCare.Safety;

namespace BackCare.Replies;

/// <summary>Red flags → where to go, how soon, what to say, which number. Quotes nothing and names no disease.</summary>
public sealed class ReferralComposer(ReferralTexts texts, Numbers numbers)
{
    private const string Suicide = "suicide-self-harm";
    private const string Abuse = "abuse-unsafe";

    /// <summary>Whether the red flag asks for somebody to talk to, with words of its own.</summary>
    public static bool IsCrisis(string flagId) => flagId is Suicide or Abuse;

    /// <summary>The referral for what was raised.</summary>
    public Reply.Referral Refer(Screening.Raised raised, string? locale)
    {
        var local = numbers.For(locale);
        var they = raised.Health.ThirdPerson;
        var crisis = raised.Flags.FirstOrDefault(flag => flag.Id == Suicide) ?? raised.Flags.FirstOrDefault(flag => flag.Id == Abuse);
        var medical = raised.Flags.Where(flag => !IsCrisis(flag.Id)).ToArray();

        // An emergency of the body leads; a crisis comes before everything else.
        var lead = crisis is not null && (medical is [] || medical[0].Urgency != Urgency.Emergency) ? crisis : medical[0];
        var told = new Told(raised, medical, crisis, lead, local, they);
        var template = texts.Template(TemplateOf(told), they);
        var lines = template.Lines.Select(line => Fill(line, told)).Concat(Added(told)).Where(line => line.Length > 0);

        return new Reply.Referral(raised.Flags.Max(flag => flag.Urgency), raised.Flags, Fill(template.Headline, told), [.. lines], Phones(told))
        {
            Repeat = raised.Repeat,
        };
    }

    private static string TemplateOf(Told told)
    {
        var crisis = told.Crisis?.Id == Abuse ? "abuse" : "suicide";
        if (told.Raised.Repeat)
            return "repeat-" + (told.LeadIsCrisis ? crisis : told.Tier);
        if (told.LeadIsCrisis)
            return crisis == "suicide" && told.Raised.DangerNow ? "suicide-danger" : crisis;
        return told.Crisis is null ? told.Tier : "emergency-" + crisis;
    }

    private IEnumerable<string> Added(Told told)
    {
        if (told is { LeadIsCrisis: true, Medical: [var also, ..], Raised.Repeat: false })
            yield return Fill(texts.Phrase(also.Urgency == Urgency.Soon ? "lines.also-soon" : "lines.also-urgent", told.They), told);
        if (told is { LeadIsCrisis: false, Crisis: not null, Raised.Repeat: true })
            yield return Fill(texts.Phrase("lines.also-talk"), told);
        if (told.Raised.AsksIfJoke)
            yield return Fill(texts.Phrase("lines.joking"), told);
        if (told.Raised.OtherRoute)
            yield return Fill(texts.Phrase("lines.other-route", told.They), told);
    }

    private string Fill(string line, Told told)
    {
        // A value may hold placeholders too. The person's own words can't: OwnWords lets no brace through.
        var filled = line;
        while (filled.IndexOf('{', StringComparison.Ordinal) is >= 0 and var at && filled.IndexOf('}', at) is > 0 and var end)
            filled = filled[..at] + Value(filled[(at + 1)..end], told) + filled[(end + 1)..];

        return filled.Replace("  ", " ", StringComparison.Ordinal).Trim();
    }

    private string Value(string name, Told told) => name switch
    {
        "emergency" => told.Local.Emergency,
        "digits" => told.Local.Digits,
        "crisis" => told.Local.Crisis,
        "abuse" => told.Local.Abuse?.InCountry ?? told.Local.Crisis,
        "poison" => told.Local.Poison is { } line ? texts.Phrase("poison").Replace("{poison}", line.InCountry, StringComparison.Ordinal) : "",
        "urgent" => told.Local.Urgent?.InCountry ?? "",
        "urgent-line" => told.Local.NotSeenToday ?? texts.Phrase(told.Local.Urgent is null ? "urgent-lines.none" : "urgent-lines.number"),
        "call" => texts.Phrase("calls." + Field("call", told), told.They),
        "contact" => Field("contact", told) ?? texts.Phrase("contact", told.They),
        "extra" => Field("extra", told) ?? "",
        "stop" => Field("stop", told) ?? texts.Phrase("stop." + told.Tier, told.They),
        "worse" => Field("worse", told) ?? texts.Phrase("worse", told.They),
        "sign" => Signs(told),
        "say" => Say(told),
        _ => "",
    };

    private string? Field(string field, Told told) => texts.Of(told.Lead.Id, told.Tier, field, told.They);

    private string Signs(Told told) => string.Join(", and ", Spoken(told).Select(flag => texts.Of(flag.Id, Tier(flag), "sign", told.They)).OfType<string>().Distinct());

    private string Say(Told told)
    {
        var spoken = Spoken(told);
        var said = string.Join(' ', spoken.Select(flag => texts.Of(flag.Id, Tier(flag), "say", told.They)).OfType<string>().Distinct());

        // One or two words add nothing to what is said anyway.
        return told.Crisis is null && spoken.Length == 1 && OwnWords.Fit(told.Raised.OwnWords) is { } words && words.Count(character => character == ' ') >= 2
            ? texts.Phrase("lines.own-words").Replace("{say}", said, StringComparison.Ordinal).Replace("{words}", words, StringComparison.Ordinal)
            : said;
    }

    // The lead and one more, as many as a person can say; not one that the lead's words hold already, nor what can wait beside what can't.
    private RedFlag[] Spoken(Told told)
    {
        if (told.Medical is not [var first, .. var rest])
            return [];

        var covered = (texts.Of(first.Id, Tier(first), "covers", told.They) ?? "").Split(',', StringSplitOptions.TrimEntries);
        var second = rest.FirstOrDefault(flag => !covered.Contains(flag.Id) && (flag.Urgency != Urgency.Soon || first.Urgency == Urgency.Soon));

        return second is null ? [first] : [first, second];
    }

    private static ImmutableArray<PhoneNumber> Phones(Told told)
    {
        var local = told.Local;
        if (told.LeadIsCrisis)
        {
            var line = told.Crisis!.Id == Abuse && local.Abuse is { } abuse ? [abuse.Phone] : local.CrisisPhones;
            return told.Crisis.Id == Abuse || told.Raised.DangerNow ? [.. local.EmergencyPhones, .. line] : [.. line, .. local.EmergencyPhones];
        }

        return told.Tier switch
        {
            "urgent" when local.Urgent is { } urgent => [urgent.Phone, .. local.EmergencyPhones],
            _ when told.Crisis is not null => [.. local.EmergencyPhones, .. local.CrisisPhones],
            _ when told.Lead.Id == "medicine-overdose" && local.Poison is { } poison => [.. local.EmergencyPhones, poison.Phone],
            _ => local.EmergencyPhones,
        };
    }

    private static string Tier(RedFlag flag) => flag.Urgency switch
    {
        Urgency.Urgent => "urgent",
        Urgency.Soon => "soon",
        _ => "emergency",
    };

    /// <summary>What was raised, put in order.</summary>
    /// <param name="Medical">All but the crisis, most urgent first.</param>
    /// <param name="Crisis">Suicide or abuse; null for neither.</param>
    /// <param name="Lead">Whose template is said.</param>
    private sealed record Told(Screening.Raised Raised, RedFlag[] Medical, RedFlag? Crisis, RedFlag Lead, LocalNumbers Local, bool They)
    {
        public bool LeadIsCrisis => IsCrisis(Lead.Id);

        public string Tier => ReferralComposer.Tier(Lead);
    }
}
