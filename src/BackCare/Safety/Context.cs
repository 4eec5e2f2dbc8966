using BackCare.Analysis;
using BackCare.Safety.Signs;

namespace BackCare.Safety;

/// <summary>Judges each mention of a sign by the words around it: denied, past, somebody else's, supposed, asked in general.</summary>
/// <remarks>The ConText algorithm (Harkema 2009, on NegEx, Chapman 2001): triggers reach forward or back until a word that ends their scope.</remarks>
internal sealed class Context
{
    private const int Reach = 6;
    private const int Sentence = 11;

    private static readonly HashSet<string> Prepositions = new(StringComparer.Ordinal)
    {
        "in", "of", "with", "down", "on", "to", "from", "around", "round", "at", "under", "through", "between", "near", "for", "by", "inside", "feel",
        "feeling", "into", "up", "over", "across", "behind", "below", "above", "about", "all", "move", "hurt", "injured", "control", "losing", "lost",
    };

    private readonly Reading reading;
    private readonly IReadOnlyList<Mention> denials;
    private readonly IReadOnlyList<Mention> lateDenials;
    private readonly IReadOnlyList<Mention> scopeEnds;
    private readonly IReadOnlyList<Mention> longAgo;
    private readonly IReadOnlyList<Mention> recent;
    private readonly IReadOnlyList<Mention> ongoing;
    private readonly IReadOnlyList<Mention> resolved;
    private readonly IReadOnlyList<Mention> supposed;
    private readonly IReadOnlyList<Mention> general;
    private readonly IReadOnlyList<Mention> me;
    private readonly IReadOnlyList<Mention> others;
    private readonly IReadOnlyList<Mention> died;
    private readonly IReadOnlyList<Mention> idioms;
    private readonly bool notMe;
    private readonly bool isText;
    private readonly bool goneJustNow;

    public Context(Reading reading, Grammar grammar)
    {
        this.reading = reading;
        var pseudo = reading.Of(grammar.Id("not-really-not"));
        denials = [.. reading.Of(grammar.Id("not-before")).Where(denial => !pseudo.Any(denial.Overlaps))];
        lateDenials = [.. reading.Of(grammar.Id("not-after")).Where(denial => !pseudo.Any(denial.Overlaps))];
        scopeEnds = reading.Of(grammar.Id("scope-end"));
        longAgo = reading.Of(grammar.Id("long-ago"));
        recent = reading.Of(grammar.Id("weeks-ago"));
        ongoing = reading.Of(grammar.Id("ongoing"));
        resolved = reading.Of(grammar.Id("resolved"));
        supposed = reading.Of(grammar.Id("suppose"));
        general = reading.Of(grammar.Id("general"));
        me = reading.Of(grammar.Id("me"));
        others = reading.Of(grammar.Id("somebody-else"));
        died = reading.Of(grammar.Id("died"));
        idioms = reading.Of(grammar.Id("idiom"));
        notMe = reading.Of(grammar.Id("not-them")).Count > 0;
        isText = reading.Of(grammar.Id("quoted-text")).Count > 0;
        goneJustNow = reading.Of(grammar.Id("gone-just-now")).Count > 0;
    }

    /// <summary>Whether a mention of a sign counts, and if not, why.</summary>
    /// <param name="mention">Where it is said.</param>
    /// <param name="history">Whether being over doesn't matter.</param>
    public ContextStatus Judge(Mention mention, bool history)
    {
        if (idioms.Count > 0 && idioms.Any(mention.Overlaps))
            return ContextStatus.Idiom;
        if (IsDenied(mention))
            return ContextStatus.Negated;
        if (IsSupposed(mention))
            return ContextStatus.Supposed;
        if (IsAsked(mention))
            return ContextStatus.Asked;
        if (IsOthers(mention))
            return ContextStatus.Other;
        return !history && IsPast(mention) ? ContextStatus.Past : ContextStatus.Affirmed;
    }

    /// <summary>Whether it is said of somebody else than the person writing.</summary>
    public bool IsSaidOfOther(Mention mention) => Subject(mention) is { } subject && others.Contains(subject);

    private bool IsDenied(Mention mention)
    {
        foreach (var denial in denials)
        {
            if (mention.Uses(denial.Start) || mention.Uses(denial.End - 1))
                continue;
            if (denial.Start >= mention.Start && denial.End <= mention.End)
                return true;
            if (denial.End <= mention.Start && reading.Between(denial.End, mention.Start) <= Reach && Reaches(denial.End, mention.Start))
                return true;
        }

        foreach (var denial in lateDenials)
        {
            if (denial.Start >= mention.End && reading.Between(mention.End, denial.Start) <= 2 && Reaches(mention.End, denial.Start))
                return true;
        }

        return false;
    }

    // No word ends the scope between the two; a comma does, unless a list goes on to an "or".
    private bool Reaches(int from, int to)
    {
        foreach (var end in scopeEnds)
        {
            if (end.Start >= from && end.Start < to)
                return false;
        }

        for (var i = from; i < to; i++)
        {
            var word = reading.Words[i];
            if (word.Text is "my" or "his" or "her" or "their" or "our" && (i == 0 || !Prepositions.Contains(reading.Words[i - 1].Text)) && i > from)
                return false;
            if (word.After == Break.Clause && i + 1 <= to && !ListGoesOn(i + 1))
                return false;
        }

        return from == 0 || reading.Words[from - 1].After != Break.Clause || ListGoesOn(from);
    }

    private bool ListGoesOn(int from)
    {
        for (var i = from; i < reading.Words.Count && i < from + 12; i++)
        {
            if (reading.Words[i].Text is "or" or "nor")
                return true;
            if (reading.Words[i].After is Break.Sentence or Break.Question)
                return false;
        }

        return false;
    }

    private bool IsPast(Mention mention)
    {
        foreach (var past in longAgo)
        {
            if (mention.Uses(past.Start) || !InSentence(mention, past))
                continue;
            if (!ongoing.Any(now => InSentence(mention, now) && now.Start >= Math.Min(past.End, mention.End) && !now.Overlaps(past)) || IsResolved(mention))
                return true;
        }

        return !goneJustNow && recent.Any(past => InSentence(mention, past)) && IsResolved(mention);
    }

    private bool IsResolved(Mention mention) => resolved.Any(over =>
        !over.Overlaps(mention) && (InSentence(mention, over) || over.Start >= mention.End && reading.Between(mention.End, over.Start) <= 24));

    private bool IsSupposed(Mention mention) => supposed.Any(trigger =>
        trigger.Start <= mention.Start && InSentence(mention, trigger) && !me.Any(self => self.Start >= trigger.End && self.End <= mention.Start));

    private bool IsAsked(Mention mention)
    {
        if (isText)
            return true;
        return general.Any(trigger => InSentence(mention, trigger)
            && !me.Concat(others).Any(self => InSentence(mention, self) && !self.Overlaps(trigger)));
    }

    private bool IsOthers(Mention mention)
    {
        if (Subject(mention) is not { } subject || !others.Contains(subject))
            return false;
        return notMe || died.Any(death => reading.Between(subject.End, death.Start) < Sentence && death.Start >= subject.End);
    }

    // The last person named before the sign in its sentence, else in the one before.
    private Mention? Subject(Mention mention)
    {
        var self = Last(me, mention.Start);
        var other = Last(others, mention.Start);
        if (self is null || other is null)
            return self ?? other;
        return other.Value.Start >= self.Value.Start || reading.Between(self.Value.End, other.Value.Start) == 0 ? other : self;
    }

    private static Mention? Last(IReadOnlyList<Mention> mentions, int before)
    {
        for (var i = mentions.Count - 1; i >= 0; i--)
        {
            if (mentions[i].Start <= before)
                return mentions[i];
        }

        return null;
    }

    private bool InSentence(Mention one, Mention other) =>
        one.Start <= other.Start ? IsUnbroken(one.Start, other.Start) : IsUnbroken(other.Start, one.Start);

    private bool IsUnbroken(int from, int to)
    {
        if (to - from > 40)
            return false;
        for (var i = from; i < to; i++)
        {
            if (reading.Words[i].After is Break.Sentence or Break.Question)
                return false;
        }

        return true;
    }
}
