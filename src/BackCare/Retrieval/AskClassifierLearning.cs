using System.Collections.Immutable;
using BackCare.Analysis.Patterns;

namespace BackCare.Retrieval;

/// <summary>Questions whose right passages are known → the <see cref="AskClassifier"/>. Same questions, same classifier.</summary>
public static class AskClassifierLearning
{
    // A few questions have to be read more often than many.
    private const int Rounds = 16;
    private const int FewestRead = 20_000;
    private const int MostRounds = 40;

    /// <param name="asks">Each with the classes it may be answered by.</param>
    /// <param name="later">Later questions of conversations, each with what it is asked after and the classes it may be answered by.</param>
    /// <param name="classes">All of them.</param>
    public static AskClassifier Learn(IReadOnlyList<(Question Question, int[] Right)> asks, IReadOnlyList<(Question Question, int[] Right)> later, ImmutableArray<string> classes)
    {
        var shape = AskClassifier.ShapeOf(classes.Length);
        var words = AskWordsLearning.Learn([.. asks, .. later], classes.Length);
        var patterns = PatternLearning.Learn([.. asks.Select(ask => PatternExample.Of(ask.Question.Words, shape, ask.Right))], shape, ScheduleOf(asks.Count));
        return new AskClassifier(classes, words, patterns);
    }

    private static PatternSchedule ScheduleOf(int asks) => new(Math.Clamp(FewestRead / Math.Max(1, asks), Rounds, MostRounds), Rate: 0.001f, Dropout: 0.3f, WordDropout: 0.15f, Members: 3);
}
