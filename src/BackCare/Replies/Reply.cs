using System.Collections.Immutable;
using BackCare.Passages;
using BackCare.Safety;

namespace BackCare.Replies;

/// <summary>What is said in a turn, before it has a channel.</summary>
public abstract record Reply
{
    private Reply()
    {
    }

    /// <summary>What the conversation has said so far, with this turn in it: goes into the next <see cref="Turn"/>.</summary>
    public Memory Memory { get; init; } = Memory.Empty;

    /// <summary>Questions a person could ask next, as sentences they would say; at most six.</summary>
    public ImmutableArray<string> Suggestions { get; init; } = [];

    /// <summary>Cautions said in this reply, strictest first.</summary>
    public ImmutableArray<Caution> Cautions { get; init; } = [];

    /// <summary>Why this was said, for curators and the audit: rules, words, scores. Never shown to the person.</summary>
    public ReplyTrace Trace { get; init; } = ReplyTrace.Empty;

    /// <summary>Quotes one to three passages.</summary>
    /// <param name="Opening">Sentences before the quotes: a caution, a reminder; empty when there are none.</param>
    /// <param name="Passages">Best first; one to three.</param>
    /// <param name="Disclaimer">Said under the quotes, in the same message.</param>
    public sealed record Answer(
        ImmutableArray<string> Opening,
        ImmutableArray<QuotedPassage> Passages,
        string Disclaimer) : Reply
    {
        /// <summary>Whether quotes of different articles contradict each other; <see cref="DisagreementLine"/> says so.</summary>
        public bool Disagrees => DisagreementLine is not null;

        /// <summary>Says that the articles disagree; null when they don't.</summary>
        public string? DisagreementLine { get; init; }

        /// <summary>Other passages on this, by title, not quoted; at most three.</summary>
        public ImmutableArray<Passage> Others { get; init; } = [];
    }

    /// <summary>A source makes a claim on this that is not repeated, and the lines say why.</summary>
    public sealed record Withheld(ImmutableArray<string> Lines, Passage Passage) : Reply;

    /// <summary>Nothing good enough to quote.</summary>
    public sealed record NoPassage(ImmutableArray<string> Lines) : Reply;

    /// <summary>A red flag: who to contact and how soon. Nothing is quoted.</summary>
    /// <param name="Urgency">The most urgent of the flags.</param>
    /// <param name="Flags">Most urgent first.</param>
    /// <param name="Headline">The action, first.</param>
    /// <param name="Lines">What to do, in order, each a short paragraph.</param>
    /// <param name="Numbers">Numbers that can be dialled, most pressing first.</param>
    public sealed record Referral(
        Urgency Urgency,
        ImmutableArray<RedFlag> Flags,
        string Headline,
        ImmutableArray<string> Lines,
        ImmutableArray<PhoneNumber> Numbers) : Reply
    {
        /// <summary>Whether this is the short repeat of an earlier referral.</summary>
        public bool Repeat { get; init; }
    }

    /// <summary>A fixed card: warning signs in general, or the safety card when the text can't be judged.</summary>
    public sealed record Info(ImmutableArray<string> Lines, ImmutableArray<PhoneNumber> Numbers) : Reply;

    /// <summary>One question, with the safety line.</summary>
    public sealed record Clarify(ImmutableArray<string> Lines, ImmutableArray<PhoneNumber> Numbers) : Reply;

    /// <summary>Greeting, thanks, who are you.</summary>
    public sealed record SmallTalk(ImmutableArray<string> Lines) : Reply;

    /// <summary>What it can do.</summary>
    public sealed record Help(ImmutableArray<string> Lines) : Reply;
}
