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
        var reading = Reading.Of(rules.Grammar, tokens);
        var context = new Context(reading, rules.Grammar);
        var affirmed = new List<ToldSign>();
        var cancelled = new List<ToldSign>();
        foreach (var sign in rules.Signs)
        {
            ToldSign? best = null;
            foreach (var mention in reading.Of(sign.Concept))
            {
                var told = new ToldSign(sign.Id, mention, context.Judge(mention, sign.History));
                if (best is null || told.Status == ContextStatus.Affirmed)
                    best = told;
                if (told.Status == ContextStatus.Affirmed)
                    break;
            }

            if (best is not null)
                (best.Status == ContextStatus.Affirmed ? affirmed : cancelled).Add(best);
        }

        return new SignsTold(text, tokens, reading, context, affirmed, cancelled);
    }
}

/// <summary>A sign as a message tells it.</summary>
internal sealed record ToldSign(string Id, Mention Mention, ContextStatus Status);

/// <summary>All signs that a message tells.</summary>
internal sealed class SignsTold(
    string text, IReadOnlyList<Token> tokens, Reading reading, Context context, List<ToldSign> affirmed, List<ToldSign> cancelled)
{
    /// <summary>Those that count.</summary>
    public IReadOnlyList<ToldSign> Affirmed => affirmed;

    /// <summary>Those that context cancels.</summary>
    public IReadOnlyList<ToldSign> Cancelled => cancelled;

    /// <summary>The text as words and concepts.</summary>
    public Reading Reading => reading;

    /// <summary>Whether a sign is said of somebody else.</summary>
    public bool IsOfOther(ToldSign sign) => context.IsSaidOfOther(sign.Mention);

    /// <summary>The words of the text that a sign stands in.</summary>
    public string Words(Mention mention)
    {
        var first = tokens[reading.Words[mention.Start].Token];
        var last = tokens[reading.Words[mention.End - 1].Token];
        return text[first.Start..(last.Start + last.Length)];
    }

    /// <summary>The findings of a curator's view, for signs that a rule of theirs asks about.</summary>
    public ImmutableArray<SafetyFinding> Findings() =>
        [.. affirmed.Concat(cancelled).Select(sign => new SafetyFinding(sign.Id, Words(sign.Mention), Name(sign.Status)))];

    private static string Name(ContextStatus status) => status switch
    {
        ContextStatus.Affirmed => "affirmed",
        ContextStatus.Negated => "negated",
        ContextStatus.Past => "past",
        ContextStatus.Other => "other",
        ContextStatus.Supposed => "supposed",
        ContextStatus.Asked => "asked",
        _ => "idiom",
    };
}
