using System.Collections.Immutable;
using BackCare.Passages;
using BackCare.Retrieval;
using BackCare.Tests.Support;

namespace BackCare.Tests.Retrieval;

/// <summary>A later question is answered by what it says, what it leans on, and what people ask next.</summary>
public sealed class FollowUpRankingTests
{
    private static readonly Corpus Corpus = Shipped.Assistant.Corpus;
    private static readonly Passage Ice = Corpus.Find("what-ice-massage-is")!;
    private static readonly Passage Limit = Corpus.Find("ice-time-limit")!;
    private static readonly Passage Temporary = Corpus.Find("relief-is-temporary")!;

    [Fact]
    public void What_people_ask_next_decides_between_two_readings()
    {
        var ranking = new FollowUpRanking(Corpus, Model(bare: 1, completed: 1, next: 1));

        var found = ranking.Order(Readings("how long for", [(Temporary, 0.5)], [(Limit, 0.5)], likelyNext: Limit));

        found.Best.ShouldBe(Limit);
        found.Probability.ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public void A_passage_that_neither_reading_found_is_found_by_what_people_ask_next()
    {
        var ranking = new FollowUpRanking(Corpus, Model(bare: 0, completed: 0, next: 1));

        ranking.Order(Readings("how long for", [(Temporary, 1)], [(Temporary, 1)], likelyNext: Limit)).Best.ShouldBe(Limit);
    }

    [Fact]
    public void What_is_ordered_differently_is_quoted_by_its_own_threshold()
    {
        var shy = new FollowUpRanking(Corpus, Model(bare: 1, completed: 1, next: 1) with { Threshold = 0.999 });

        shy.Order(Readings("how long for", [(Temporary, 0.5)], [(Limit, 0.5)], likelyNext: Limit)).IsSure.ShouldBeFalse();
    }

    [Fact]
    public void The_same_words_ask_for_something_else_after_another_passage()
    {
        var ice = Asked("how long", "ice");
        var heat = Asked("how long", "heat");
        var words = AskWordsLearning.Learn([(ice, [0]), (ice, [0]), (heat, [1]), (heat, [1])], 2);

        Likelier(words, ice).ShouldBe(0);
        Likelier(words, heat).ShouldBe(1);
    }

    [Theory]
    [InlineData("how long for?", false)]
    [InlineData("and the hot?", false)]
    [InlineData("our neighbour the retired postman swears that swimming lengths every morning cured his crooked shoulders, true?", true)]
    public void A_question_that_says_enough_itself_stands_alone(string text, bool alone) =>
        FollowUp.StandsAlone(Shipped.Assistant.Search.Read(text)).ShouldBe(alone);

    [Fact]
    public void How_long_after_ice_is_how_long_to_ice()
    {
        var first = Shipped.Assistant.Respond(new Turn("what is ice massage?", Memory.Empty, null));

        var second = Shipped.Assistant.Respond(new Turn("how long for?", first.Memory, null)).ShouldBeOfType<BackCare.Replies.Reply.Answer>();

        second.Passages[0].Passage.ShouldBe(Limit);
    }

    private static int Likelier(AskWords words, Question question)
    {
        var scores = new float[2];
        words.Score(question.Terms.AsSpan(), question.After.AsSpan(), scores);
        return scores[0] > scores[1] ? 0 : 1;
    }

    private static Question Asked(string text, string after) => Shipped.Assistant.Search.Read(text) with { After = [after] };

    private static FollowUpReadings Readings(string text, (Passage, double)[] bare, (Passage, double)[] completed, Passage likelyNext)
    {
        var question = Shipped.Assistant.Search.Read(text);
        var next = Corpus.Passages.Select(passage => passage == likelyNext ? -0.1f : AskClassifier.Least).ToArray();
        return new FollowUpReadings(Found(question, bare), Found(question, completed), next, Ice);
    }

    private static Finding Found(Question question, (Passage Passage, double Share)[] shares) =>
        new(question, [.. shares.Select(one => new Candidate(one.Passage, one.Passage.Id, 0, one.Share, [], ""))], 0.5, 0.5, false);

    private static FollowUpModel Model(double bare, double completed, double next)
    {
        var weights = Weights(FollowUpRanking.FeatureNames, ("bare", bare), ("completed", completed), ("next", next));
        var signs = Weights(FollowUpRanking.SignNames, ("share", 2));
        return new FollowUpModel(weights, weights, signs, signs, 0.5);
    }

    private static ImmutableArray<double> Weights(ImmutableArray<string> names, params (string Name, double Weight)[] weights) =>
        [.. names.Select(name => weights.FirstOrDefault(weight => weight.Name == name).Weight)];
}
