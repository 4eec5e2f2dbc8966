using BackCare.Replies;
using BackCare.Retrieval;
using BackCare.Tests.Support;

namespace BackCare.Tests.Retrieval;

/// <summary>What the classifier makes of a message as a whole: whether it asks anything, and whether it asks two things.</summary>
public sealed class AskKindTests
{
    [Theory]
    [InlineData("oh you do make me laugh, little machine")]
    [InlineData("sorry, the cat walked over my keyboard just then")]
    [InlineData("what a lovely sunny afternoon it is here")]
    [InlineData("bless you, you've been an absolute star")]
    [InlineData("do you ever get tired of people like me")]
    public void Chatter_that_nobody_listed_is_answered_as_chatter_and_quotes_nothing(string text) =>
        Shipped.Assistant.Respond(new Turn(text, Memory.Empty)).ShouldBeOfType<Reply.SmallTalk>();

    [Theory]
    [InlineData("you're a star, and how long may I keep the ice on?")]
    [InlineData("morning! is massage any good for sleep?")]
    public void A_question_with_kind_words_round_it_is_a_question(string text) =>
        Shipped.Assistant.Respond(new Turn(text, Memory.Empty)).ShouldBeOfType<Reply.Answer>();

    [Fact]
    public void Two_questions_are_parted()
    {
        var finding = Find("how long should I rub ice on my back, and does insurance pay for massage?");

        finding.Kind.TwoQuestions.ShouldBeGreaterThan(0.5f);
        finding.Halves.Length.ShouldBe(2);
    }

    [Fact]
    public void A_story_with_one_question_is_not_parted()
    {
        var finding = Find("My sister gave me a voucher for my birthday. I stand in a bakery all day and my back is stiff by noon. Does a massage help me to sleep?");

        finding.Kind.TwoQuestions.ShouldBeLessThan(0.05f);
        finding.Halves.ShouldBeEmpty();
    }

    [Fact]
    public void Where_no_classifier_tells_any_message_may_be_two_questions_and_none_is_chatter()
    {
        var search = Shipped.Assistant.Search;

        var finding = search.With(search.Ranking.With(AskClassifier.Nothing), search.Model).Find(search.Read("thanks a lot"));

        (finding.Kind.TwoQuestions, finding.Kind.SmallTalk).ShouldBe((1f, 0f));
    }

    private static Finding Find(string text) => Shipped.Assistant.Search.Find(text, Memory.Empty);
}
