using BackCare.Replies;
using BackCare.Safety;

namespace BackCare.Tests.Replies;

public sealed class ReferralComposerTests
{
    private static readonly RedFlag Numb = new("cauda-equina", Urgency.Emergency);
    private static readonly RedFlag Chest = new("chest-pain-heart", Urgency.Emergency);
    private static readonly RedFlag Overdose = new("medicine-overdose", Urgency.Emergency);
    private static readonly RedFlag Fever = new("fever-spine-infection", Urgency.Urgent);
    private static readonly RedFlag Suicide = new("suicide-self-harm", Urgency.Crisis);
    private static readonly RedFlag Abuse = new("abuse-unsafe", Urgency.Crisis);

    [Fact]
    public void An_emergency_says_go_now_what_to_say_and_the_number_of_the_country()
    {
        var referral = EveryReferral.Refer([Numb]);

        referral.Urgency.ShouldBe(Urgency.Emergency);
        referral.Headline.ShouldBe("Please get help now.");
        referral.Lines[0].ShouldContain("or call 999 (UK).");
        referral.Lines.ShouldContain("Say this: \"I have back pain and I have new numbness, or pee or poo trouble.\"");
        referral.Numbers.ShouldBe([new PhoneNumber("Emergency (UK)", "999", "999")]);
    }

    [Fact]
    public void The_persons_own_words_are_in_what_to_say()
    {
        EveryReferral.Refer([Numb], ownWords: "can't feel it when I wipe").Lines
            .ShouldContain("Say this: \"I have back pain and I have new numbness, or pee or poo trouble. In my words: can't feel it when I wipe.\"");
    }

    [Fact]
    public void Two_words_that_say_nothing_new_are_not_repeated()
    {
        EveryReferral.Refer([Chest], ownWords: "chest pain").Lines.ShouldContain("Say this: \"I have chest pain and back pain.\"");
    }

    [Fact]
    public void What_the_first_words_hold_already_is_not_said_twice()
    {
        EveryReferral.Refer([Numb, new RedFlag("kidney-urinary", Urgency.Urgent), new RedFlag("nerve-one-leg", Urgency.Soon)]).Lines
            .ShouldContain("Say this: \"I have back pain and I have new numbness, or pee or poo trouble.\"");
    }

    [Fact]
    public void Words_that_are_not_safe_to_repeat_are_left_out()
    {
        EveryReferral.Refer([Numb], ownWords: "<b>numb</b>").Lines.ShouldContain("Say this: \"I have back pain and I have new numbness, or pee or poo trouble.\"");
    }

    [Fact]
    public void Where_the_heart_may_be_meant_an_ambulance_is_called_and_no_drug_is_named()
    {
        ReplyText.Of(EveryReferral.Refer([Chest], locale: "en-US")).ShouldContain("Call 911 (USA) now and ask for an ambulance.");
    }

    [Fact]
    public void An_accident_never_says_to_drive_there()
    {
        ReplyText.Of(EveryReferral.Refer([new RedFlag("major-trauma", Urgency.Emergency)])).ShouldNotContain("take you");
    }

    [Fact]
    public void What_cannot_wait_for_tomorrow_names_the_urgent_line_of_the_country()
    {
        EveryReferral.Refer([Fever]).Lines[0].ShouldContain("If you can't be seen today, call 111 (UK).");
        EveryReferral.Refer([Fever], locale: "en-US").Lines[0].ShouldContain("go to urgent care or the ER.");
        EveryReferral.Refer([Fever], locale: "en-IN").Lines[0].ShouldContain("If you can't be seen today, go to a hospital.");
        EveryReferral.Refer([Fever]).Numbers.Select(number => number.Shown).ShouldBe(["111", "999"]);
    }

    [Fact]
    public void A_flag_raised_to_an_emergency_keeps_its_words_and_drops_what_is_slower()
    {
        var raised = ReplyText.Of(EveryReferral.Refer([new RedFlag("shingles-rash", Urgency.Emergency)]));

        raised.ShouldStartWith("Please get help now.");
        raised.ShouldContain("I have a sore rash on one side of my back.");
        raised.ShouldNotContain("pharmacist");
    }

    [Fact]
    public void A_raised_pregnancy_keeps_the_midwife()
    {
        ReplyText.Of(EveryReferral.Refer([new RedFlag("pregnancy-warning", Urgency.Emergency)])).ShouldContain("Call your midwife or maternity unit too");
        ReplyText.Of(EveryReferral.Refer([new RedFlag("pregnancy-warning", Urgency.Urgent)])).ShouldNotContain("111");
    }

    [Fact]
    public void One_weak_foot_has_milder_words_than_weak_legs()
    {
        var foot = ReplyText.Of(EveryReferral.Refer([new RedFlag("limb-weakness-cord", Urgency.Urgent)]));

        foot.ShouldStartWith("Please get medical help today.");
        foot.ShouldContain("My foot or leg has gone weak.");
    }

    [Fact]
    public void Somebody_else_is_they()
    {
        var referral = EveryReferral.Refer([Numb], they: true);

        referral.Headline.ShouldBe("Please get them help now.");
        referral.Lines.ShouldContain("Say this: \"They have back pain and new numbness, or pee or poo trouble.\"");
        referral.Lines.ShouldContain("They should not have a massage, ice or heat. Get help even if they start to feel better.");
    }

    [Fact]
    public void A_child_who_writes_is_told_to_fetch_a_grown_up()
    {
        ReplyText.Of(EveryReferral.Refer([new RedFlag("child-back-pain", Urgency.Urgent)])).ShouldContain("Tell a grown-up you trust now.");
        ReplyText.Of(EveryReferral.Refer([new RedFlag("child-back-pain", Urgency.Urgent)], they: true)).ShouldContain("The child has back pain.");
    }

    [Fact]
    public void Of_two_flags_the_more_urgent_leads_and_what_to_say_has_both()
    {
        var referral = EveryReferral.Refer([Chest, Fever]);

        referral.Headline.ShouldBe("Please get help now.");
        referral.Lines.ShouldContain("Say this: \"I have chest pain and back pain. I have back pain and a fever or chills.\"");
    }

    [Fact]
    public void Thoughts_of_suicide_put_somebody_to_talk_to_first()
    {
        var referral = EveryReferral.Refer([Suicide]);

        referral.Headline.ShouldStartWith("I am so sorry");
        referral.Lines[0].ShouldContain("Samaritans on 116 123 (UK)");
        referral.Lines[1].ShouldContain("999 (UK)");
        referral.Numbers.Select(number => number.Shown).ShouldBe(["116 123", "999"]);
        ReplyText.Of(referral).ShouldNotContain("massage");
    }

    [Fact]
    public void A_plan_puts_the_emergency_number_first()
    {
        var referral = EveryReferral.Refer([Suicide], danger: true, locale: "en-US");

        referral.Lines[0].ShouldContain("911 (USA)");
        referral.Lines[1].ShouldContain("call or text 988 (USA)");
        referral.Numbers.Select(number => number.Shown).ShouldBe(["911", "988"]);
    }

    [Fact]
    public void An_overdose_with_intent_is_one_message_with_both_numbers()
    {
        var referral = EveryReferral.Refer([Overdose, Suicide]);
        var text = ReplyText.Of(referral);

        referral.Urgency.ShouldBe(Urgency.Emergency);
        text.IndexOf("999", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("116 123", StringComparison.Ordinal));
        text.ShouldContain("I have taken too many painkillers.");
        referral.Numbers.Select(number => number.Shown).ShouldBe(["999", "116 123"]);
    }

    [Fact]
    public void An_overdose_names_a_poison_line_where_there_is_one()
    {
        ReplyText.Of(EveryReferral.Refer([Overdose], locale: "en-AU")).ShouldContain("13 11 26 (Australia)");
        ReplyText.Of(EveryReferral.Refer([Overdose], locale: "en-GB")).ShouldNotContain("poison");
    }

    [Fact]
    public void Abuse_is_believed_and_warned_about_the_phone()
    {
        var text = ReplyText.Of(EveryReferral.Refer([Abuse]));

        text.ShouldStartWith("I am sorry this happened. I believe you, and it is not your fault.");
        text.ShouldContain("If someone checks your phone");
    }

    [Fact]
    public void Pain_beside_a_crisis_gets_its_check_too()
    {
        ReplyText.Of(EveryReferral.Refer([Suicide, Fever])).ShouldContain("You need a check by a doctor today too. Say this: \"I have back pain and a fever or chills.\"");
    }

    [Fact]
    public void Said_again_it_is_short()
    {
        var referral = EveryReferral.Refer([Numb], repeat: true);

        referral.Repeat.ShouldBeTrue();
        ReplyText.Of(referral).ShouldBe("""
            Please get help now.

            You told me about numbness, or pee or poo trouble. Call 999 (UK) or go to the nearest hospital.

            I can't talk about massage, ice or heat until you have been checked. I am a computer program.
            """);
    }

    [Fact]
    public void Who_cannot_go_is_offered_another_way()
    {
        EveryReferral.Refer([Numb], repeat: true, otherRoute: true).Lines[^1].ShouldStartWith("If it is hard to get there, ask someone to take you.");
    }

    [Fact]
    public void A_flag_without_words_of_its_own_still_gets_its_referral()
    {
        var referral = EveryReferral.Refer([new RedFlag("new-rule-of-tomorrow", Urgency.Urgent)]);

        referral.Headline.ShouldBe("Please get medical help today.");
        referral.Lines.ShouldContain("Say this: \"I have back pain and some new signs that worry me.\"");
    }
}
