using System.Collections.Immutable;
using BackCare.Passages;
using BackCare.Replies;
using BackCare.Safety;
using BackCare.Tests.Support;

namespace BackCare.Tests.Replies;

public sealed class ReplyComposerTests
{
    private static readonly Passage Ice = Some.Passage("ice-passage", topics: ["ice"]);
    private static readonly Passage HowTo = Some.Passage("how-to", topics: ["technique"], answers: ["how"]);
    private static readonly Passage General = Some.Passage("general", topics: ["therapist", "safety"]);
    private static readonly Turn Uk = new("a question", Memory.Empty, "en-GB");

    [Fact]
    public void A_caution_is_said_before_the_quote()
    {
        var answer = Answer(Some.Clear(Some.Caution(CautionHandling.Quote)), HowTo).ShouldBeOfType<Reply.Answer>();

        ReplyText.Of(answer).ShouldStartWith("Caution m-something.");
        answer.Cautions.ShouldHaveSingleItem().Id.ShouldBe("m-something");
    }

    [Fact]
    public void Two_cautions_are_said_and_the_rest_in_a_line()
    {
        var three = new[] { "a", "b", "c" }.Select(id => Some.Caution(CautionHandling.Quote, id: id));

        var answer = Answer(Some.Clear([.. three]), HowTo).ShouldBeOfType<Reply.Answer>();

        answer.Opening.ShouldBe(["Caution a.", "Caution b.", "Take care with the other things you told me, too. Ask your doctor about them all."]);
        answer.Cautions.Length.ShouldBe(3);
    }

    [Fact]
    public void Technique_is_held_back_where_the_caution_allows_only_general_passages()
    {
        var answer = Answer(Some.Clear(Some.Caution(CautionHandling.GeneralOnly)), HowTo, General).ShouldBeOfType<Reply.Answer>();

        answer.Passages.ShouldHaveSingleItem().Passage.ShouldBe(General);
        answer.Passages[0].Number.ShouldBe(1);
        answer.Opening.ShouldContain("I leave out how-to advice because of what you told me.");
    }

    [Fact]
    public void Where_only_technique_answers_the_caution_stands_alone()
    {
        var reply = Answer(Some.Clear(Some.Caution(CautionHandling.GeneralOnly)), HowTo, Ice).ShouldBeOfType<Reply.NoPassage>();

        ReplyText.Of(reply).ShouldStartWith("Caution m-something.");
        ReplyText.Of(reply).ShouldNotContain("Words of");
    }

    [Fact]
    public void A_passage_that_the_caution_names_may_stand_beside_it_and_no_other()
    {
        var caution = Some.Caution(CautionHandling.AskFirst) with { Beside = [HowTo.Id] };

        var answer = Answer(Some.Clear(caution), Ice, HowTo, General).ShouldBeOfType<Reply.Answer>();

        answer.Passages.ShouldHaveSingleItem().Passage.ShouldBe(HowTo);
        ReplyText.Of(answer).ShouldStartWith("Caution m-something.");
    }

    [Fact]
    public void A_passage_that_one_caution_names_is_held_back_by_another()
    {
        var naming = Some.Caution(CautionHandling.AskFirst) with { Beside = [HowTo.Id] };

        Answer(Some.Clear(naming, Some.Caution(CautionHandling.AskFirst, id: "other")), HowTo).ShouldBeOfType<Reply.NoPassage>();
    }

    [Fact]
    public void Ask_first_quotes_nothing()
    {
        var reply = Answer(Some.Clear(Some.Caution(CautionHandling.AskFirst)), General).ShouldBeOfType<Reply.NoPassage>();

        ReplyText.Of(reply).ShouldContain("Caution m-something.");
        ReplyText.Of(reply).ShouldContain("ask your doctor, physio or pharmacist first");
    }

    [Fact]
    public void No_ice_for_this_person_leaves_the_rest_of_massage_open()
    {
        var raynaud = Some.Clear(Some.Caution(CautionHandling.AskFirst, "ice", "i-raynaud"));

        Answer(raynaud, Ice).ShouldBeOfType<Reply.NoPassage>();
        Answer(raynaud, HowTo).ShouldBeOfType<Reply.Answer>().Passages.ShouldHaveSingleItem().Passage.ShouldBe(HowTo);
    }

    [Fact]
    public void The_strictest_of_several_cautions_wins()
    {
        var both = Some.Clear(Some.Caution(CautionHandling.AskFirst, id: "a"), Some.Caution(CautionHandling.Quote, id: "b"));

        Answer(both, General).ShouldBeOfType<Reply.NoPassage>();
    }

    [Fact]
    public void A_withheld_claim_stands_behind_the_caution()
    {
        var withheld = Some.Passage(evidence: Evidence.Withheld, note: "It could hurt.");

        var reply = Shipped.Composer.Withhold(Some.Clear(Some.Caution(CautionHandling.Quote)), withheld, Uk);

        ReplyText.Of(reply).ShouldStartWith("Caution m-something.");
        ReplyText.Of(reply).ShouldContain("It could hurt.");
        ReplyText.Of(reply).ShouldNotContain("Words of");
    }

    [Fact]
    public void What_an_earlier_turn_left_behind_is_said_above_the_quote()
    {
        var clear = Some.Clear() with { Reminder = "reminder-soon", SoftSupport = true, SafetyTail = true, GeneralOnly = true };

        var answer = Answer(clear, General).ShouldBeOfType<Reply.Answer>();

        answer.Opening.ShouldBe([
            "You told me something that should be checked. Please see a doctor or a physio before you have a massage.",
            "Long pain is hard. If it ever feels too much, you can talk to someone: Samaritans on 116 123 (UK).",
            "Get help now for numbness between your legs, pee or poo trouble, or weak legs: 999 (UK).",
        ]);
        Answer(clear, HowTo).ShouldBeOfType<Reply.NoPassage>();
    }

    [Fact]
    public void The_disclaimer_is_one_string_of_the_text()
    {
        var answer = Answer(Some.Clear(), General).ShouldBeOfType<Reply.Answer>();

        ReplyText.Of(answer).ShouldContain(answer.Disclaimer);
        answer.Disclaimer.ShouldStartWith("General information from A clinic, not medical advice.");
        answer.Disclaimer.ShouldEndWith("or weak legs: 999 (UK).");
    }

    [Fact]
    public void The_first_answer_has_the_disclaimer_in_full_and_the_next_in_short()
    {
        var first = Answer(Some.Clear(), General).ShouldBeOfType<Reply.Answer>();
        var next = Answer(Some.Clear(), First(first, turns: 1), General).ShouldBeOfType<Reply.Answer>();

        first.Disclaimer.ShouldContain("I am not a doctor and can't check you.");
        next.Disclaimer.ShouldNotContain("I am not a doctor");
        next.Disclaimer.ShouldStartWith("General information, not medical advice. Stop if it hurts more.");
    }

    [Fact]
    public void The_disclaimer_is_in_full_again_on_a_new_topic_with_a_caution_and_after_ten_turns()
    {
        var first = Answer(Some.Clear(), General).ShouldBeOfType<Reply.Answer>();

        IsFull(Answer(Some.Clear(), First(first, turns: 1), Ice)).ShouldBeTrue();
        IsFull(Answer(Some.Clear(Some.Caution(CautionHandling.Quote)), First(first, turns: 1), General)).ShouldBeTrue();
        IsFull(Answer(Some.Clear(), First(first, turns: 9), General)).ShouldBeFalse();
        IsFull(Answer(Some.Clear(), First(first, turns: 10), General)).ShouldBeTrue();
    }

    [Fact]
    public void A_question_comes_alone_with_the_safety_line()
    {
        var reply = Shipped.Composer.Stop(new Screening.Unclear("Q1") { Health = HealthRecord.Empty }, "en-GB").ShouldBeOfType<Reply.Clarify>();

        reply.Lines.ShouldBe([
            "Before I go on, one question. Is this new, or has it changed lately?",
            "Not sure? Then please call a doctor or 999 (UK) now.",
            "Get help now for new numbness between your legs, or new pee or poo trouble: 999 (UK).",
        ]);
        reply.Numbers.ShouldHaveSingleItem().Dial.ShouldBe("999");
    }

    [Fact]
    public void The_question_about_suicide_has_somebody_to_talk_to_in_the_same_message()
    {
        var reply = Shipped.Composer.Stop(new Screening.Unclear("Q6") { Health = HealthRecord.Empty }, "en-IN").ShouldBeOfType<Reply.Clarify>();

        ReplyText.Of(reply).ShouldContain("Are you thinking about hurting yourself or ending your life?");
        ReplyText.Of(reply).ShouldContain("Tele-MANAS on 14416 (India)");
        reply.Numbers.Select(number => number.Shown).ShouldBe(["14416", "112"]);
    }

    [Fact]
    public void A_text_that_cannot_be_judged_gets_the_safety_card_with_the_number()
    {
        var reply = Shipped.Composer.Stop(new Screening.Unreadable { Health = HealthRecord.Empty }, "en-AU").ShouldBeOfType<Reply.Info>();

        reply.Lines[0].ShouldBe("I can't answer that safely.");
        ReplyText.Of(reply).ShouldContain("000 (Australia)");
        reply.Numbers.ShouldHaveSingleItem().Dial.ShouldBe("000");
    }

    [Fact]
    public void What_the_screen_asks_to_say_and_nobody_has_written_becomes_the_safety_card()
    {
        Shipped.Composer.Stop(new Screening.Say("no-such-text") { Health = HealthRecord.Empty }, null).ShouldBeOfType<Reply.Info>();
        Shipped.Composer.Stop(new Screening.Say("calling") { Health = HealthRecord.Empty }, null).ShouldBeOfType<Reply.SmallTalk>();
    }

    private static Reply Answer(Screening.Clear clear, params Passage[] passages) => Answer(clear, Memory.Empty, passages);

    private static Reply Answer(Screening.Clear clear, Memory earlier, params Passage[] passages) =>
        Shipped.Composer.Answer(clear, [.. passages.Select(Some.Quoted)], ImmutableArray<Passage>.Empty, Uk with { Earlier = earlier });

    private static Memory First(Reply first, int turns) => first.Memory with { Turns = turns };

    private static bool IsFull(Reply reply) => ((Reply.Answer)reply).Disclaimer.Contains("I am not a doctor", StringComparison.Ordinal);
}
