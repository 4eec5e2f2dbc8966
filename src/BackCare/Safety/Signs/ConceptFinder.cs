using BackCare.Analysis;

namespace BackCare.Safety.Signs;

/// <summary>Finds every concept in a stretch of words, the parts before what they make up.</summary>
/// <remarks>
/// Its tables are as long as the grammar and kept from one text to the next, one set a thread: what is left of an earlier text is told by its
/// stamp, so nothing has to be cleared.
/// </remarks>
internal sealed class ConceptFinder
{
    private const int ClauseBreak = 1;
    private const int SentenceBreak = 12;
    private const int Candidates = 6;

    [ThreadStatic]
    private static ConceptFinder? ofThread;

    private readonly Grammar grammar;
    private readonly int filler;
    private readonly Said[] said;
    private readonly ulong[] due;
    private Entry[] entries = new Entry[4096];
    private int used;
    private int text;
    private int[] startsAt = [];
    private int[] endsAt = [];
    private int length;

    private ConceptFinder(Grammar grammar)
    {
        this.grammar = grammar;
        filler = grammar.Id("filler");
        said = new Said[grammar.Concepts];
        due = new ulong[(grammar.Forms.Length / 64) + 1];
    }

    /// <summary>Reads a stretch of words.</summary>
    public static Reading Read(Grammar grammar, Word[] words)
    {
        if (ofThread is not { } finder || finder.grammar != grammar)
            ofThread = finder = new ConceptFinder(grammar);
        return finder.Read(words);
    }

    private Reading Read(Word[] words)
    {
        text++;
        used = 0;
        length = words.Length;
        startsAt = new int[length];
        endsAt = new int[length];
        Array.Clear(due);
        Place(words);
        Compose();
        return new Reading(words, startsAt, endsAt, Watched());
    }

    private Dictionary<int, Mention[]> Watched()
    {
        var found = new Dictionary<int, Mention[]>();
        foreach (var concept in grammar.Watched)
        {
            if (said[concept].Text != text)
                continue;
            var count = 0;
            for (var i = said[concept].First; i >= 0; i = entries[i].Next)
                count++;
            var list = new Mention[count];
            count = 0;
            for (var i = said[concept].First; i >= 0; i = entries[i].Next)
                list[count++] = entries[i].Mention;
            found.Add(concept, list);
        }

        return found;
    }

    private void Place(Word[] words)
    {
        var position = 0;
        for (var i = 0; i < words.Length; i++)
        {
            ref readonly var word = ref words[i];
            startsAt[i] = position;
            var light = false;
            if (word.Concepts is { } concepts)
            {
                foreach (var concept in concepts)
                {
                    Append(concept, new Mention(i, i + 1, 1));
                    light |= concept == filler;
                }
            }

            position += light ? 0 : 1;
            if (word.Number is { } number)
            {
                foreach (var (least, most, id) in grammar.Ranges)
                {
                    if (number >= least && number <= most)
                        Append(id, new Mention(i, i + 1, 1));
                }
            }

            endsAt[i] = position;
            position += word.After switch { Break.None => 0, Break.Clause => ClauseBreak, _ => SentenceBreak };
        }
    }

    // Words come in order, so an entry at the end keeps the chain in order.
    private void Append(int concept, Mention mention)
    {
        var index = New(mention);
        ref var chain = ref said[concept];
        if (chain.Text != text)
        {
            chain.Text = text;
            chain.First = index;
            MakeDue(concept);
        }
        else
        {
            entries[chain.Last].Next = index;
        }

        chain.Last = index;
    }

    private void MakeDue(int concept)
    {
        foreach (var form in grammar.FormsAt(concept))
            due[form >> 6] |= 1UL << (form & 63);
    }

    private int New(Mention mention)
    {
        if (used == entries.Length)
            Array.Resize(ref entries, used * 2);
        entries[used] = new Entry { Mention = mention, Next = -1 };
        return used++;
    }

    // A form found makes only forms due that come later, so one pass finds everything.
    private void Compose()
    {
        for (var block = 0; block < due.Length; block++)
        {
            while (due[block] != 0)
            {
                var bit = System.Numerics.BitOperations.TrailingZeroCount(due[block]);
                due[block] &= due[block] - 1;
                var number = (block << 6) + bit;
                if (said[grammar.SecondParts[number]].Text == text && grammar.Forms[number] is var form && AllPresent(form))
                    Match(form);
            }
        }
    }

    private bool AllPresent(Form form)
    {
        foreach (var part in form.Parts)
        {
            if (said[part].Text != text)
                return false;
        }

        return true;
    }

    private void Match(Form form)
    {
        for (var i = said[form.Parts[0]].First; i >= 0; i = entries[i].Next)
        {
            if (Rest(form, 1, entries[i].Mention) is { } whole)
                Insert(form.Owner, whole);
        }
    }

    private Mention? Rest(Form form, int part, Mention sofar)
    {
        if (part == form.Parts.Length)
            return form.Not > 0 && IsFollowedBy(form.Not, sofar.End) ? null : sofar;
        var concept = form.Parts[part];
        var gap = form.Gaps[part];
        var tried = 0;
        for (var i = said[concept].First; i >= 0 && tried < Candidates; i = entries[i].Next)
        {
            var next = entries[i].Mention;
            if (next.Start >= sofar.End)
            {
                if (Between(sofar.End, next.Start) > gap.Most || (form.Strict && gap.Most == 0 && next.Start > sofar.End))
                    break;
            }
            else if (!gap.EitherOrder || next.End > sofar.Start || Between(next.End, sofar.Start) > gap.Most)
            {
                continue;
            }

            tried++;
            if (Rest(form, part + 1, sofar.With(next)) is { } whole)
                return whole;
        }

        return null;
    }

    private bool IsFollowedBy(int concept, int end)
    {
        if (said[concept].Text != text)
            return false;
        for (var i = said[concept].First; i >= 0; i = entries[i].Next)
        {
            if (entries[i].Mention.Start >= end && Between(end, entries[i].Mention.Start) == 0)
                return true;
        }

        return false;
    }

    private int Between(int end, int start) => start >= end && end > 0 && start < length ? startsAt[start] - endsAt[end - 1] : 0;

    // Forms come in any order of place: the chain is kept by start, and of two alike one is enough.
    private void Insert(int concept, Mention mention)
    {
        ref var chain = ref said[concept];
        if (chain.Text != text)
        {
            Append(concept, mention);
            return;
        }

        var before = -1;
        var after = chain.First;
        while (after >= 0 && entries[after].Mention.Start <= mention.Start)
        {
            if (entries[after].Mention == mention)
                return;
            before = after;
            after = entries[after].Next;
        }

        var index = New(mention);
        entries[index].Next = after;
        if (before < 0)
            chain.First = index;
        else
            entries[before].Next = index;
        if (after < 0)
            chain.Last = index;
    }

    // Where a concept is said in the text of this number, as the first and the last entry of a chain.
    private struct Said
    {
        public int Text;
        public int First;
        public int Last;
    }

    private struct Entry
    {
        public Mention Mention;
        public int Next;
    }
}
