using System.Collections.Immutable;
using BackCare.Analysis;
using BackCare.Safety.Signs;

namespace BackCare.Safety;

/// <summary>What a message says about somebody's health: each sign mentioned, and whether it counts.</summary>
internal sealed class SignFinder(RedFlagRules rules)
{
    /// <summary>Reads a text once.</summary>
    public SignsTold Find(string text, IReadOnlyList<Token> tokens)
    {
        JudgedReading[] readings = [.. Reading.Of(rules.Grammar, tokens).Select(reading => new JudgedReading(reading, rules))];
        var affirmed = new List<ToldSign>();
        var cancelled = new List<ToldSign>();
        foreach (var told in readings.SelectMany(Told))
            (told.Status == ContextStatus.Affirmed ? affirmed : cancelled).Add(told);

        return new SignsTold(text, tokens, readings, affirmed, cancelled);
    }

    // Of each sign the mention that counts, if one does; else the first. Of several signs of one concept the first.
    private List<ToldSign> Told(JudgedReading reading)
    {
        var told = new List<ToldSign>();
        foreach (var (sign, mention, status) in reading.Signs)
        {
            if (!ReferenceEquals(rules.SignsOf(sign.Concept)[0], sign))
                continue;
            if (told.Count == 0 || !ReferenceEquals(told[^1].Sign, sign))
                told.Add(new ToldSign(sign, mention, status, reading.Reading, reading.Context.IsSaidOfOther(mention)));
            else if (status == ContextStatus.Affirmed && told[^1].Status != ContextStatus.Affirmed)
                told[^1] = new ToldSign(sign, mention, status, reading.Reading, reading.Context.IsSaidOfOther(mention));
        }

        return told;
    }
}

/// <summary>A sign as a message tells it.</summary>
/// <param name="OfOther">Whether it is said of somebody else than the person writing.</param>
internal sealed record ToldSign(Sign Sign, Mention Mention, ContextStatus Status, Reading Reading, bool OfOther)
{
    /// <summary>What the record remembers.</summary>
    public string Id => Sign.Id;
}

/// <summary>All signs that a message tells.</summary>
internal sealed class SignsTold(
    string text, IReadOnlyList<Token> tokens, JudgedReading[] readings, List<ToldSign> affirmed, List<ToldSign> cancelled)
{
    /// <summary>Those that count.</summary>
    public IReadOnlyList<ToldSign> Affirmed => affirmed;

    /// <summary>The flag that the message is like, though no sign raises it; null for none.</summary>
    public LikeFlag? Like { get; init; }

    /// <summary>Those that context cancels.</summary>
    public IReadOnlyList<ToldSign> Cancelled => cancelled;

    /// <summary>The text as words and concepts, a stretch after the other.</summary>
    public IReadOnlyList<JudgedReading> Readings => readings;

    /// <summary>Whether a watched concept is said anywhere.</summary>
    public bool Says(int concept)
    {
        foreach (var reading in readings)
        {
            if (reading.Reading.Of(concept).Length > 0)
                return true;
        }

        return false;
    }

    /// <summary>Why signs that count by themselves don't; null where none was spared.</summary>
    public SafetyFinding? Spared { get; init; }

    /// <summary>The same, with these signs no longer counted: the message reads like a harmless one.</summary>
    public SignsTold Without(IReadOnlySet<string> harmless, SafetyFinding why) => new(
        text,
        tokens,
        readings,
        [.. affirmed.Where(sign => !harmless.Contains(sign.Id))],
        [.. cancelled, .. affirmed.Where(sign => harmless.Contains(sign.Id)).Select(sign => sign with { Status = ContextStatus.Harmless })])
    {
        Spared = why,
    };

    /// <summary>The same, with a flag that the message is like.</summary>
    public SignsTold With(LikeFlag like) => new(text, tokens, readings, affirmed, cancelled) { Like = like };

    /// <summary>The words of the text that a sign stands in.</summary>
    public string Words(ToldSign sign) => Words(sign.Reading, sign.Mention.Start, sign.Mention.End);

    /// <summary>The words of the text from one word of a reading to behind another.</summary>
    public string Words(Reading reading, int start, int end)
    {
        var first = tokens[reading.Words[start].Token];
        var last = tokens[reading.Words[end - 1].Token];
        return text[first.Start..(last.Start + last.Length)];
    }

    /// <summary>The findings of a curator's view, for signs that a rule of theirs asks about.</summary>
    public ImmutableArray<SafetyFinding> Findings() =>
    [
        .. new[] { Like?.Finding, Spared }.OfType<SafetyFinding>(),
        .. affirmed.Concat(cancelled).Select(sign => new SafetyFinding(sign.Id, Words(sign), Name(sign.Status))),
    ];

    private static string Name(ContextStatus status) => status switch
    {
        ContextStatus.Affirmed => "affirmed",
        ContextStatus.Negated => "negated",
        ContextStatus.Past => "past",
        ContextStatus.Other => "other",
        ContextStatus.Supposed => "supposed",
        ContextStatus.Asked => "asked",
        ContextStatus.Harmless => "harmless",
        _ => "idiom",
    };
}
