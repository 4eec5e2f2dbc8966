using System.Collections.Immutable;

namespace BackCare.Retrieval;

/// <summary>The numbers a candidate is ranked by, in one order; each about 0 to 1.</summary>
public static class Features
{
    public static ImmutableArray<string> Names { get; } =
    [
        "title", "quote", "topics", "ask-words", "ask-meaning", "ask-both", "ask-three", "ask-density", "ask-said", "ask-bag", "ask-bm25", "pair-question", "pair-ask", "coverage", "question-type", "disputed", "withheld", "uncovered", "learned-words", "learned-meaning",
    ];

    public const int Title = 0;
    public const int Quote = 1;
    public const int Topics = 2;
    public const int AskWords = 3;
    public const int AskMeaning = 4;
    public const int AskBoth = 5;
    public const int AskThree = 6;
    public const int AskDensity = 7;
    public const int AskSaid = 8;
    public const int AskBag = 9;
    public const int AskBm25 = 10;
    public const int PairQuestion = 11;
    public const int PairAsk = 12;
    public const int Coverage = 13;
    public const int QuestionType = 14;
    public const int Disputed = 15;
    public const int Withheld = 16;
    public const int Uncovered = 17;
    public const int LearnedWords = 18;
    public const int LearnedMeaning = 19;
    public const int Count = 20;
}
