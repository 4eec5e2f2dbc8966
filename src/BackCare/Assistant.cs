using System.Collections.Immutable;
using BackCare.Analysis;
using BackCare.Passages;
using BackCare.Replies;
using BackCare.Retrieval;
using BackCare.Safety;

namespace BackCare;

/// <summary>Text in, reply out: screens, searches, composes. A function of the corpus and the turn; knows no channel, clock or network.</summary>
public sealed class Assistant(RedFlagScreen screen, Corpus corpus, SmallTalk smallTalk, PassageSearch search, ReplyComposer composer)
{
    /// <summary>More than this many characters are not searched for.</summary>
    public const int LongestQuestion = 4_000;

    // Of a question that is as likely about something else altogether, nothing is near.
    private const double LeastWorthNaming = 0.35;

    // As likely as not nothing is asked.
    private const double LeastSmallTalk = 0.5;

    /// <summary>What may be quoted.</summary>
    public Corpus Corpus => corpus;

    /// <summary>How passages are found: for measuring and learning.</summary>
    public PassageSearch Search => search;

    /// <summary>Answers one turn.</summary>
    public Reply Respond(Turn turn)
    {
        // Safety comes first: whatever isn't clear ends the turn before anything is looked up.
        var screening = Screen(turn);
        var reply = screening switch
        {
            Screening.Clear clear => Answer(clear, turn),
            _ => composer.Stop(screening, turn.Locale) with { Memory = turn.Earlier },
        };

        return reply with
        {
            Memory = reply.Memory with { Turns = turn.Earlier.Turns + 1, Health = screening.Health },
            Trace = reply.Trace with { Findings = screening.Findings },
        };
    }

    /// <summary>What is said when a turn can't be answered because something in the program broke: the safety card, never a passage.</summary>
    public Reply Fail(Turn turn) => composer.Stop(new Screening.Unreadable { Health = turn.Earlier.Health }, turn.Locale) with { Memory = turn.Earlier };

    private Screening Screen(Turn turn)
    {
        try
        {
            return screen.Check(turn.Text, turn.Earlier.Health);
        }
#pragma warning disable CA1031 // Whatever goes wrong in the screen, the person gets the safety card and never a passage.
        catch (Exception)
#pragma warning restore CA1031
        {
            return new Screening.Unreadable { Health = turn.Earlier.Health };
        }
    }

    private Reply Answer(Screening.Clear clear, Turn turn)
    {
        if (clear.Text.Length > LongestQuestion)
            return composer.Talk(clear, "too-long", turn);

        var tokens = Tokenizer.Tokenize(clear.Text);
        if (tokens.Count == 0)
            return composer.Talk(clear, "empty", turn);
        if (smallTalk.Find(tokens) is { } talk)
            return composer.Talk(clear, talk, turn);

        var finding = search.Find(clear.Text, turn.Earlier);
        if (finding.Kind.SmallTalk >= LeastSmallTalk)
            return composer.Talk(clear, smallTalk.Nearest(tokens), turn) with { Trace = TraceOf(finding) };

        return Compose(clear, finding, turn) with { Trace = TraceOf(finding) };
    }

    private Reply Compose(Screening.Clear clear, Finding finding, Turn turn)
    {
        var best = finding.Candidates.FirstOrDefault();
        if (!finding.IsSure || best?.Passage is null)
            return clear.AskedInGeneral ? composer.Stop(new Screening.Info { Health = clear.Health }, turn.Locale) with { Memory = turn.Earlier } : composer.None(clear, Nearest(finding), turn);
        if (best.Passage.Evidence == Evidence.Withheld)
            return Remember(composer.Withhold(clear, best.Passage, turn), finding, [best.Passage]);

        var shown = PassageSearch.Shown(corpus, finding);
        var quoted = shown.Select((passage, index) => Quote(passage, index, finding)).ToImmutableArray();
        var others = finding.Candidates
            .Select(candidate => candidate.Passage)
            .OfType<Passage>()
            .Where(passage => passage.Evidence != Evidence.Withheld && !shown.Contains(passage))
            .Take(3)
            .ToImmutableArray();

        var reply = composer.Answer(clear, quoted, others, turn);
        if (reply is not Reply.Answer answer)
            return reply;

        return Remember(answer, finding, [.. answer.Passages.Select(passage => passage.Passage)]) with
        {
            Suggestions = [.. answer.Others.Select(ReplyComposer.Ask)],
        };
    }

    private QuotedPassage Quote(Passage passage, int index, Finding finding)
    {
        var candidate = finding.Candidates.FirstOrDefault(candidate => candidate.Passage == passage);
        var level = finding.Probability >= search.Model.High ? ConfidenceLevel.High : ConfidenceLevel.Medium;

        return new QuotedPassage(index + 1, passage, candidate?.Score ?? 0, finding.Probability, level);
    }

    private static ImmutableArray<Passage> Nearest(Finding finding) => finding.Covered < LeastWorthNaming
        ? []
        : [.. finding.Candidates.Select(candidate => candidate.Passage).OfType<Passage>().Where(passage => passage.Evidence != Evidence.Withheld).Take(2)];

    private static Reply Remember(Reply reply, Finding finding, ImmutableArray<Passage> shown) => reply with
    {
        Memory = reply.Memory with
        {
            LastPassages = [.. shown.Select(passage => passage.Id)],
            LastTerms = FollowUp.Topic(finding.Question),
        },
    };

    private static ReplyTrace TraceOf(Finding finding) => new(
        [],
        [
            .. finding.Candidates.Where(candidate => candidate.Passage is not null).Take(5).Select(candidate => new Hit(
                candidate.Passage!,
                candidate.Score,
                new Explanation(candidate.Score, "weighted features", [.. Features.Names.Zip(candidate.Numbers, (name, value) => new Explanation(value, name))]))),
        ],
        finding.Question.Steps.Add(FormattableString.Invariant($"probability {finding.Probability:f3}, covered {finding.Covered:f3}")));
}
