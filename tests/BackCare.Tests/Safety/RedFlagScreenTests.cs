using System.Diagnostics;
using BackCare.Safety;
using BackCare.Safety.Likeness;

namespace BackCare.Tests.Safety;

public sealed class RedFlagScreenTests
{
    private static readonly RedFlagScreen Screen = new(RedFlagReader.Read(Path.Combine(AppContext.BaseDirectory, "corpus")).Rules, LikenessModel.Shipped);

    [Theory]
    [InlineData("no numbness but I can't pee")]
    [InlineData("not just numb down there, dead")]
    [InlineData("never numb down below until today")]
    [InlineData("I can no longer pee")]
    [InlineData("not sure if I'm numb down there")]
    [InlineData("this pain is killing me and I can't pee")]
    [InlineData("numb down there, how long do I ice?")]
    [InlineData("is numbness between my legs normal?")]
    [InlineData("n u m b between my legs")]
    [InlineData("nu​mb down thеre")]
    [InlineData("ch3st p@in and back pain")]
    [InlineData("bothlegsnumb")]
    [InlineData("icantpeeandmybackhurts")]
    [InlineData("nu mb bum and back pain")]
    [InlineData("can*t f*e*e*l my b*u*m")]
    [InlineData("nu<b></b>mb between my legs")]
    [InlineData("t00k 20 p4r4c3tam0l f0r my b4ck")]
    [InlineData("can't feeeeeel my leeeegs")]
    [InlineData("lost,control,of,my,bladder")]
    [InlineData("paracetamol overdose, I took forty")]
    public void A_sign_is_seen_however_it_is_said(string text)
    {
        Screen.Check(text, HealthRecord.Empty).ShouldBeOfType<Screening.Raised>().Flags[0].Urgency.ShouldBe(Urgency.Emergency);
    }

    [Theory]
    [InlineData("my back is killing me, which massage helps?")]
    [InlineData("dying for a massage")]
    [InlineData("her hot stones are to die for")]
    [InlineData("best massage for spondylolisthesis?")]
    [InlineData("aromatherapymassagetherapist")]
    [InlineData("backmassageformybackpain")]
    [InlineData("my legs are on fire after the gym")]
    [InlineData("how many numbers of strokes per side?")]
    [InlineData("no numbness, no weakness, just a stiff back")]
    [InlineData("denies weakness, ruled out a fracture")]
    [InlineData("mum is 79 and has osteoporosis, would a light back massage hurt her?")]
    [InlineData("I could have passed out on the table, it was so relaxing")]
    [InlineData("I am 58, which massage for back pain is good?")]
    [InlineData("")]
    public void What_is_no_sign_is_left_alone(string text)
    {
        Screen.Check(text, HealthRecord.Empty).ShouldNotBeOfType<Screening.Raised>();
    }

    [Theory]
    [InlineData("would it help if I told her as she went along how sore it was")]
    [InlineData("my mum says massage is as good as a holiday, is that so")]
    [InlineData("I'm wound up like a spring, would a massage calm me")]
    [InlineData("is a cold pack better than a hot one for a sore back")]
    [InlineData("what kind of stroke is best for a tight back")]
    [InlineData("it all boils down to money, what does a massage cost")]
    [InlineData("is drinking water after a massage useful")]
    [InlineData("which habits mean fewer flare-ups of my sore back")]
    [InlineData("I've carried seventeen boxes, would a massage help my back")]
    [InlineData("can I lay warm stones on my wifes back")]
    [InlineData("I broke my ankle as a kid and it healed, does massage loosen a back")]
    [InlineData("hip operation fifteen years ago, all fine since, which massage suits a stiff back")]
    [InlineData("the surgery is closed until the week after next, does massage help my back")]
    [InlineData("is a back massage worth 85 pounds")]
    [InlineData("I'm a bit wound-up, does kneading calm people")]
    [InlineData("I got ice out while the children were in bed, what do I hold it in")]
    [InlineData("should it make me wince when she presses")]
    public void Words_that_only_look_like_a_condition_bring_no_caution(string text)
    {
        Screen.Check(text, HealthRecord.Empty).ShouldBeOfType<Screening.Clear>().Cautions.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("diagnosed with AS, is a massage ok", "m-axspa")]
    [InlineData("I have a cold, can I still go for my massage", "m-contagious")]
    [InlineData("I've got an open wound on my shoulder, is a back massage ok", "m-skin-broken")]
    [InlineData("I had a stroke years ago, is massage safe", "m-neuro-longterm")]
    [InlineData("I'm seventeen, can I have a massage", "m-age-16-17")]
    [InlineData("I broke my wrist three weeks ago, can I have a back massage", "m-recent-fracture")]
    [InlineData("had my knee operation two weeks ago, is a back massage ok", "m-recent-surgery")]
    [InlineData("I had back surgery in 2012, is massage ok", "m-spinal-surgery")]
    [InlineData("my nan is 84, would a back rub do her good", "m-frail-older")]
    [InlineData("I have a blister on my heel, can I have a back massage", "m-skin-broken")]
    [InlineData("can my brother crack my back for me", "m-crack-walk")]
    [InlineData("can I put ice on my toddler's back", "i-young-old")]
    public void A_condition_brings_its_caution(string text, string caution)
    {
        Screen.Check(text, HealthRecord.Empty).ShouldBeOfType<Screening.Clear>().Cautions.ShouldContain(found => found.Id == caution);
    }

    [Theory]
    [InlineData("Suicide is the only thing that makes sense to me any more.")]
    [InlineData("kms tn fr no cap")]
    [InlineData("honestly I want to die for real")]
    public void A_crisis_that_is_named_is_not_spared_while_there_is_a_doubt(string text)
    {
        Screen.Check(text, HealthRecord.Empty).ShouldBeOfType<Screening.Raised>().Flags[0].Urgency.ShouldBe(Urgency.Crisis);
    }

    [Fact]
    public void Facts_of_several_messages_make_a_flag_together()
    {
        var first = Screen.Check("sciatica in my left leg", HealthRecord.Empty);
        var second = Screen.Check("the right leg now too", first.Health);

        first.ShouldNotBeOfType<Screening.Raised>();
        second.ShouldBeOfType<Screening.Raised>().Flags[0].ShouldBe(new RedFlag("cauda-equina", Urgency.Emergency));
    }

    [Fact]
    public void A_flag_stands_until_it_is_cleared()
    {
        var raised = Screen.Check("I have a fever and back pain", HealthRecord.Empty);
        var asked = Screen.Check("is a massage ok?", raised.Health);
        var checkedUp = Screen.Check("a doctor checked this today and said it is a virus", asked.Health);

        raised.ShouldBeOfType<Screening.Raised>().Repeat.ShouldBeFalse();
        asked.ShouldBeOfType<Screening.Raised>().Repeat.ShouldBeTrue();
        checkedUp.ShouldBeOfType<Screening.Clear>().GeneralOnly.ShouldBeTrue();
    }

    [Fact]
    public void An_answer_of_not_knowing_counts_as_yes()
    {
        var asked = Screen.Check("i'm numb", HealthRecord.Empty);
        var answered = Screen.Check("don't know", asked.Health);

        asked.ShouldBeOfType<Screening.Unclear>().QuestionId.ShouldBe("Q2");
        answered.ShouldBeOfType<Screening.Raised>();
    }

    [Fact]
    public void Text_in_another_language_is_not_judged()
    {
        Screen.Check("мне больно и я не чувствую ног", HealthRecord.Empty).ShouldBeOfType<Screening.Unreadable>();
        Screen.Check("me duele mucho la espalda desde ayer", HealthRecord.Empty).ShouldBeOfType<Screening.Unreadable>();
    }

    [Fact]
    public void Two_hundred_thousand_odd_inputs_are_screened_without_a_failure()
    {
        var random = new Random(11);
        string[] words = ["numb", "no", "not", "my", "saddle", "can't", "pee", "leg", "both", "fever", "years ago", "what if", "39.5", "6yo", ",", ".", "?", "but",
            "chest", "pain", "😭", "я", "\uD800", "\0", "p33", "n u m b", "hai", "kill me", "took 20", "pills", "mum", "he's", "pregnant", "32 weeks", "lol"];
        var health = HealthRecord.Empty;
        for (var i = 0; i < 200_000; i++)
        {
            var text = i % 4 == 0
                ? string.Concat(Enumerable.Range(0, random.Next(24)).Select(_ => (char)random.Next(0x10000)))
                : string.Join(random.Next(6) == 0 ? "" : " ", Enumerable.Range(0, random.Next(9)).Select(_ => words[random.Next(words.Length)]));
            var screening = Screen.Judge(text, health);
            health = random.Next(5) == 0 ? HealthRecord.Empty : screening.Health;
        }
    }

    [Fact]
    public void The_time_grows_with_the_length_alone()
    {
        var text = string.Concat(Enumerable.Repeat("my back is sore and my leg is not numb but heavy since monday, no fever. ", 140));
        var longer = string.Concat(Enumerable.Repeat(text, 10));
        Took(text);

        // Ten times the text in ten times the time, give or take what else the machine does; were it squared, it would be a hundred times.
        var once = Enumerable.Range(0, 3).Min(_ => Took(text));
        var ten = Enumerable.Range(0, 3).Min(_ => Took(longer));

        ten.ShouldBeLessThan(once * 40);

        static TimeSpan Took(string message)
        {
            var watch = Stopwatch.StartNew();
            Screen.Check(message, HealthRecord.Empty);
            return watch.Elapsed;
        }
    }
}
