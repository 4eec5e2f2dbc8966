using BackCare.Analysis;

namespace BackCare.Safety.Signs;

/// <summary>A text as the screen reads it: words, how far apart they are, and which concepts are said where.</summary>
internal sealed class Reading
{
    private const int ClauseBreak = 1;
    private const int SentenceBreak = 12;
    private const int Candidates = 6;

    private readonly Grammar grammar;
    private readonly int filler;
    private readonly List<Mention>?[] mentions;
    private readonly List<Word> words;
    private readonly int[] startsAt;
    private readonly int[] endsAt;

    private Reading(Grammar grammar, List<Word> words)
    {
        this.grammar = grammar;
        this.words = words;
        filler = grammar.Id("filler");
        mentions = new List<Mention>?[grammar.Forms.Length];
        startsAt = new int[words.Count];
        endsAt = new int[words.Count];
        Place();
        Compose();
    }

    /// <summary>The words, in order.</summary>
    public IReadOnlyList<Word> Words => words;

    /// <summary>Reads a text.</summary>
    public static Reading Of(Grammar grammar, IReadOnlyList<Token> tokens) => new(grammar, WordReader.Read(grammar, tokens));

    /// <summary>Where a concept is said, in order.</summary>
    public IReadOnlyList<Mention> Of(int concept) => concept > 0 && mentions[concept] is { } list ? list : [];

    /// <summary>How many words that carry something stand between the end of one and the start of the next; a sentence's end counts many.</summary>
    public int Between(int end, int start) => start >= end && end > 0 && start < words.Count ? startsAt[start] - endsAt[end - 1] : 0;

    private void Place()
    {
        var position = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            startsAt[i] = position;
            if (word.Concepts is { } concepts)
            {
                var light = false;
                foreach (var concept in concepts)
                {
                    Add(concept, new Mention(i, i + 1, 1));
                    light |= concept == filler;
                }

                position += light ? 0 : 1;
            }
            else
            {
                position++;
            }

            if (word.Number is { } number)
            {
                foreach (var (least, most, id) in grammar.Ranges)
                {
                    if (number >= least && number <= most)
                        Add(id, new Mention(i, i + 1, 1));
                }
            }

            endsAt[i] = position;
            position += word.After switch { Break.None => 0, Break.Clause => ClauseBreak, _ => SentenceBreak };
        }
    }

    private void Add(int concept, Mention mention)
    {
        (mentions[concept] ??= []).Add(mention);
    }

    // Parts have lower ids than what they make up, so one pass from the lowest finds everything.
    private void Compose()
    {
        var forms = grammar.Forms;
        for (var concept = 1; concept < forms.Length; concept++)
        {
            var compound = forms[concept];
            var found = mentions[concept]?.Count ?? 0;
            var before = found;
            foreach (var form in compound)
            {
                if (mentions[form.Anchor] is not null && AllPresent(form))
                    Match(concept, form);
            }

            if (mentions[concept] is { Count: > 1 } list && list.Count > before)
                Sort(list);
        }
    }

    private bool AllPresent(Form form)
    {
        foreach (var part in form.Parts)
        {
            if (mentions[part] is null)
                return false;
        }

        return true;
    }

    private void Match(int concept, Form form)
    {
        var firsts = mentions[form.Parts[0]]!;
        // A concept may be made of itself only through another; the list is not the one that grows.
        for (var i = 0; i < firsts.Count; i++)
        {
            if (Rest(form, 1, firsts[i]) is { } whole)
                Add(concept, whole);
        }
    }

    private Mention? Rest(Form form, int part, Mention sofar)
    {
        if (part == form.Parts.Length)
            return form.Not > 0 && IsFollowedBy(form.Not, sofar.End) ? null : sofar;
        var list = mentions[form.Parts[part]]!;
        var gap = form.Gaps[part];
        var next = FirstFrom(list, sofar.End);
        for (var (i, tried) = (next, 0); i < list.Count && tried < Candidates && Between(sofar.End, list[i].Start) <= gap.Most; i++, tried++)
        {
            if (Rest(form, part + 1, sofar.With(list[i])) is { } whole)
                return whole;
        }

        if (!gap.EitherOrder)
            return null;
        for (var (i, tried) = (next - 1, 0); i >= 0 && tried < Candidates; i--, tried++)
        {
            if (list[i].End > sofar.Start)
                continue;
            if (Between(list[i].End, sofar.Start) > gap.Most)
                break;
            if (Rest(form, part + 1, sofar.With(list[i])) is { } whole)
                return whole;
        }

        return null;
    }

    private bool IsFollowedBy(int concept, int end)
    {
        if (mentions[concept] is not { } list)
            return false;
        var next = FirstFrom(list, end);
        return next < list.Count && Between(end, list[next].Start) == 0;
    }

    private static int FirstFrom(List<Mention> list, int start)
    {
        var (low, high) = (0, list.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (list[middle].Start < start)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    // By start; of those that start and end alike one is enough.
    private static void Sort(List<Mention> list)
    {
        list.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End.CompareTo(b.End));
        var kept = 1;
        for (var i = 1; i < list.Count; i++)
        {
            if (list[i].Start != list[kept - 1].Start || list[i].End != list[kept - 1].End || list[i].Used != list[kept - 1].Used)
                list[kept++] = list[i];
        }

        list.RemoveRange(kept, list.Count - kept);
    }
}
