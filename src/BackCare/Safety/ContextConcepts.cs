using BackCare.Safety.Signs;

namespace BackCare.Safety;

/// <summary>The concepts of <c>signs/context.yaml</c>, by what they do to a sign near them.</summary>
internal sealed class ContextConcepts(Grammar grammar)
{
    public int NotReallyNot { get; } = grammar.Id("not-really-not");

    public int NotBefore { get; } = grammar.Id("not-before");

    public int NotAfter { get; } = grammar.Id("not-after");

    public int ScopeEnd { get; } = grammar.Id("scope-end");

    public int LongAgo { get; } = grammar.Id("long-ago");

    public int WeeksAgo { get; } = grammar.Id("weeks-ago");

    public int Ongoing { get; } = grammar.Id("ongoing");

    public int Resolved { get; } = grammar.Id("resolved");

    public int Suppose { get; } = grammar.Id("suppose");

    public int General { get; } = grammar.Id("general");

    public int Me { get; } = grammar.Id("me");

    public int SomebodyElse { get; } = grammar.Id("somebody-else");

    public int Died { get; } = grammar.Id("died");

    public int Idiom { get; } = grammar.Id("idiom");

    public int RealPerson { get; } = grammar.Id("real-person");

    public int Onset { get; } = grammar.Id("onset");

    public int NotThemLast { get; } = grammar.Id("not-them-last");

    public int NotThem { get; } = grammar.Id("not-them");

    public int QuotedText { get; } = grammar.Id("quoted-text");

    public int GoneJustNow { get; } = grammar.Id("gone-just-now");
}
