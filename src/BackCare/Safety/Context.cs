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
    private readonly Mention[] denials;
    private readonly Mention[] lateDenials;
    private readonly Mention[] scopeEnds;
    private readonly Mention[] longAgo;
    private readonly Mention[] recent;
    private readonly Mention[] ongoing;
    private readonly Mention[] resolved;
    private readonly Mention[] supposed;
    private readonly Mention[] general;
    private readonly Mention[] onsets;
    private readonly Mention[] me;
    private readonly Mention[] others;
    private readonly Mention[] died;
    private readonly Mention[] idioms;
    private readonly bool notMe;
    private readonly bool isText;
    private readonly bool goneJustNow;

    public Context(Reading reading, ContextConcepts concepts)
    {
        this.reading = reading;
        var pseudo = reading.Of(concepts.NotReallyNot);
        denials = [.. reading.Of(concepts.NotBefore).Where(denial => !pseudo.Any(denial.Overlaps))];
        lateDenials = [.. reading.Of(concepts.NotAfter).Where(denial => !pseudo.Any(denial.Overlaps))];
        scopeEnds = reading.Of(concepts.ScopeEnd);
        longAgo = reading.Of(concepts.LongAgo);
        recent = reading.Of(concepts.WeeksAgo);
        ongoing = reading.Of(concepts.Ongoing);
        resolved = reading.Of(concepts.Resolved);
        var real = reading.Of(concepts.RealPerson).Length > 0;
        supposed = real ? [] : reading.Of(concepts.Suppose);
        general = real ? [] : reading.Of(concepts.General);
        onsets = reading.Of(concepts.Onset);
        me = reading.Of(concepts.Me);
        others = reading.Of(concepts.SomebodyElse);
        died = reading.Of(concepts.Died);
        idioms = reading.Of(concepts.Idiom);
        notMe = reading.Of(concepts.NotThem).Length > 0 || reading.Of(concepts.NotThemLast).Any(last => last.End == reading.Words.Length);
        isText = reading.Of(concepts.QuotedText).Length > 0;
        goneJustNow = reading.Of(concepts.GoneJustNow).Length > 0;
    }

    /// <summary>Whether a mention of a sign counts, and if not, why.</summary>
    /// <param name="mention">Where it is said.</param>
    /// <param name="sign">What it is a mention of.</param>
    public ContextStatus Judge(Mention mention, Sign sign)
    {
        if (idioms.Length > 0 && idioms.Any(mention.Overlaps))
            return ContextStatus.Idiom;
        if (IsDenied(mention))
            return ContextStatus.Negated;
        if (isText)
            return ContextStatus.Asked;

        // A condition named in a general question is most often one's own; talk of suicide is never only a supposition.
        if (!sign.History && !sign.Crisis && IsSupposed(mention))
            return ContextStatus.Supposed;
        if (!sign.History && !sign.Crisis && IsAsked(mention))
            return ContextStatus.Asked;
        if (IsOthers(mention))
            return ContextStatus.Other;
        return (!sign.History || sign.Heals) && IsPast(mention) ? ContextStatus.Past : ContextStatus.Affirmed;
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
            // "Is it normal?" asks; it doesn't deny.
            if (denial.Start >= mention.End && reading.Between(mention.End, denial.Start) <= 2 && Reaches(mention.End, denial.Start) && !IsQuestion(denial.Start))
                return true;
        }

        return false;
    }

    private bool IsQuestion(int at)
    {
        var first = at;
        while (first > 0 && reading.Words[first - 1].After is (Break.None or Break.Clause))
            first--;
        var last = at;
        while (last < reading.Words.Length - 1 && reading.Words[last].After is (Break.None or Break.Clause))
            last++;
        return reading.Words[last].After == Break.Question || reading.Words[first].Text is "is" or "are" or "why" or "does" or "do";
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
        for (var i = from; i < reading.Words.Length && i < from + 12; i++)
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
            // "since two years ago", "started months ago": when it began, not when it was over.
            if (mention.Uses(past.Start) || !InSentence(mention, past) || onsets.Any(onset => onset.Start < past.Start && past.Start - onset.Start <= 4))
                continue;
            if (!ongoing.Any(now => InSentence(mention, now) && now.Start >= Math.Min(past.End, mention.End) && !now.Overlaps(past)) || IsResolved(mention))
                return true;
        }

        return !goneJustNow && IsResolved(mention)
            && recent.Any(past => InSentence(mention, past) && !onsets.Any(onset => onset.Start < past.Start && past.Start - onset.Start <= 3));
    }

    private bool IsResolved(Mention mention) => resolved.Any(over =>
        !over.Overlaps(mention) && (InSentence(mention, over) || over.Start >= mention.End && reading.Between(mention.End, over.Start) <= 24));

    private bool IsSupposed(Mention mention) => supposed.Any(trigger =>
        trigger.Start <= mention.Start && InSentence(mention, trigger) && !me.Any(self => self.Start >= trigger.End && self.End <= mention.Start));

    private bool IsAsked(Mention mention)
    {
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

    private static Mention? Last(Mention[] mentions, int before)
    {
        for (var i = mentions.Length - 1; i >= 0; i--)
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
