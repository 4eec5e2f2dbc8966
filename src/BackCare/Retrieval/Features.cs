using System.Collections.Immutable;

namespace BackCare.Retrieval;

/// <summary>The numbers a candidate is ranked by, in one order; each about 0 to 1.</summary>
public static class Features
{
    public static ImmutableArray<string> Names { get; } =
    [
        "title", "asks", "quote", "topics", "ask-words", "ask-meaning", "ask-both", "ask-three", "ask-density", "ask-said", "ask-bag", "coverage", "question-type", "disputed", "withheld", "uncovered",
    ];

    public const int Title = 0;
    public const int Asks = 1;
    public const int Quote = 2;
    public const int Topics = 3;
    public const int AskWords = 4;
    public const int AskMeaning = 5;
    public const int AskBoth = 6;
    public const int AskThree = 7;
    public const int AskDensity = 8;
    public const int AskSaid = 9;
    public const int AskBag = 10;
    public const int Coverage = 11;
    public const int QuestionType = 12;
    public const int Disputed = 13;
    public const int Withheld = 14;
    public const int Uncovered = 15;
    public const int Count = 16;
}
