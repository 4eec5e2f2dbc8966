using BackCare.Passages;
using BackCare.Replies;
using BackCare.Safety;
using BackCare.Tests.Support;

namespace BackCare.Tests.Replies;

/// <summary>What the clinical reference asks of every message about danger, over all of them.</summary>
public sealed class ReferralWordingTests
{
    private static readonly Message[] Single = [.. EveryReferral.Single().Select(Read)];

    private static readonly Message[] Repeats = [.. EveryReferral.Repeats().Select(Read)];

    private static readonly Message[] Together = [.. EveryReferral.Together().Select(Read)];

    private static readonly Message[] Cards = [.. EveryReferral.Cards().Select(one => new Message(one.Case, one.Reply, ReplyText.Of(one.Reply)))];

    private static readonly Message[] All = [.. Single, .. Repeats, .. Together, .. Cards];

    [Fact]
    public void Every_message_about_danger_reads_at_grade_5_or_easier()
    {
        var hard = All.Select(one => (one.Case, Grade: Readability.Grade(one.Text))).Where(one => one.Grade > 5).Select(one => $"{one.Case}: {one.Grade:f1}");

        hard.ShouldBeEmpty();
    }

    [Fact]
    public void Most_sentences_of_every_message_have_15_words_or_fewer()
    {
        var winding = from one in All
                      let sentences = Readability.Sentences(one.Text)
                      let tooLong = sentences.Count(sentence => Readability.Words(sentence).Count > 15)
                      where tooLong * 4 > sentences.Count
                      select $"{one.Case}: {tooLong} of {sentences.Count}";

        winding.ShouldBeEmpty();
    }

    [Fact]
    public void No_referral_for_one_red_flag_has_more_than_about_110_words()
    {
        var wordy = Single.Select(one => (one.Case, Words: one.Words.Count)).Where(one => one.Words > 115).Select(one => $"{one.Case}: {one.Words}");

        wordy.ShouldBeEmpty();
    }

    [Fact]
    public void A_message_for_two_red_flags_stays_under_140_words()
    {
        Together.Where(one => one.Words.Count > 140).Select(one => one.Case).ShouldBeEmpty();
    }

    [Fact]
    public void A_repeat_is_half_as_long()
    {
        Repeats.Where(one => one.Words.Count > 70).Select(one => one.Case).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_left_to_fill_in()
    {
        All.Where(one => one.Text is var text && (text.Contains('{', StringComparison.Ordinal) || text.Contains('}', StringComparison.Ordinal) || text.Contains("  ", StringComparison.Ordinal) || text.Contains(" .", StringComparison.Ordinal) || text.Contains("\"\"", StringComparison.Ordinal)))
            .Select(one => one.Case).ShouldBeEmpty();
    }

    [Fact]
    public void No_message_comforts_puts_off_or_weighs_odds()
    {
        string[] never =
        [
            "probably", "don't worry", "do not worry", "no need to worry", "wait", "see how it goes", "most back pain", "harmless", "unlikely", "chances", "likely", "nothing serious",
            "sleep on it", "just a", "only a", "it will pass", "cheer up", "relax", "calm down", "percent", "%", "usually", "normal in",
        ];

        Holding(never).ShouldBeEmpty();
    }

    [Fact]
    public void No_message_names_a_disease_or_speaks_like_a_clinic()
    {
        string[] never =
        [
            "cancer", "tumour", "cauda", "syndrome", "stroke", "heart attack", "infection", "sepsis", "meningitis", "fracture", "broken bone", "blood clot", "thrombosis", "shingles",
            "kidney stone", "sciatica", "slipped disc", "arthritis", "aneurysm", "red flag", "symptom", "diagnos", "suicidal", "attempt", "toxins", "healing crisis", "growing pains", "your fault,",
        ];

        // The person has named these themselves before they are said.
        Holding(never).ShouldBeEmpty();
    }

    [Fact]
    public void No_message_treats_anything()
    {
        string[] never =
        [
            "stretch", "exercise", "aspirin", "paracetamol", "antihistamine", "antacid", "a dose", "tablets every", "rub it in", "balm on", "knead", "pressure point", "circular",
            "make yourself sick", "hot water bottle", "ice will", "massage will", "massage helps", "breathing exercise", "minutes of ice",
        ];

        Holding(never).ShouldBeEmpty();
    }

    [Fact]
    public void No_message_shouts()
    {
        string[] abbreviations = ["ER", "NHS", "UK", "USA", "EU", "SOS", "MANAS"];

        var shouting = from one in All
                       from word in one.Words
                       where word.Length > 1 && word.All(char.IsUpper) && !abbreviations.Contains(word)
                       select $"{one.Case}: {word}";

        shouting.ShouldBeEmpty();
        All.Where(one => one.Text.Contains('!', StringComparison.Ordinal)).Select(one => one.Case).ShouldBeEmpty();
    }

    [Fact]
    public void No_message_quotes_an_article()
    {
        var stretches = Shipped.Assistant.Corpus.Passages.SelectMany(passage => Runs(passage.Quote)).ToHashSet(StringComparer.Ordinal);

        All.Where(one => Runs(one.Text).Any(stretches.Contains)).Select(one => one.Case).ShouldBeEmpty();
    }

    [Fact]
    public void Every_message_begins_with_what_to_do_or_with_a_kind_word()
    {
        string[] openings = ["Please ", "I am so sorry", "I am sorry", "I care about", "You don't have to face"];

        All.Except(Cards)
            .Where(one => !openings.Any(opening => one.Text.StartsWith(opening, StringComparison.Ordinal)))
            .Select(one => one.Case).ShouldBeEmpty();
    }

    [Fact]
    public void Every_referral_names_the_emergency_number_with_its_country()
    {
        var missing = from one in All.Except(Cards)
                      let text = one.Text
                      where !((Reply.Referral)one.Reply).Numbers.Any(number => text.Contains(number.Shown, StringComparison.Ordinal))
                      select one.Case;

        missing.ShouldBeEmpty();
        ReplyText.Of(EveryReferral.Refer([new RedFlag("aorta", Urgency.Emergency)], locale: "en-AU")).ShouldContain("000 (Australia)");
    }

    [Fact]
    public void Every_referral_for_the_body_says_what_to_say_no_massage_and_that_a_program_speaks()
    {
        var bodily = Single.Where(one => !ReferralComposer.IsCrisis(((Reply.Referral)one.Reply).Flags[0].Id)).ToArray();

        bodily.Where(one => !one.Text.Contains("Say this: \"", StringComparison.Ordinal)).Select(one => one.Case).ShouldBeEmpty();
        bodily.Where(one => !one.Text.Contains("massage", StringComparison.OrdinalIgnoreCase)).Select(one => one.Case).ShouldBeEmpty();
        Single.Where(one => !one.Text.Contains("I am a computer program", StringComparison.Ordinal)).Select(one => one.Case).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_said_about_somebody_else_says_they()
    {
        var all = Single.Concat(Repeats).Where(one => one.Case.Contains(", they", StringComparison.Ordinal));

        all.Where(one => one.Text is var text && (text.Contains("Say this: \"I ", StringComparison.Ordinal) || text.Contains("Say this: \"My ", StringComparison.Ordinal) || text.Contains("have been checked", StringComparison.Ordinal) && text.Contains("you have been checked", StringComparison.Ordinal)))
            .Select(one => one.Case).ShouldBeEmpty();
    }

    [Fact]
    public void Every_red_flag_of_the_reference_has_words_of_its_own()
    {
        EveryReferral.Categories.Except(Shipped.Referrals.Categories).ShouldBeEmpty();
        Shipped.Referrals.Categories.Except(EveryReferral.Categories).ShouldBeEmpty();
    }

    private static Message Read((string Case, Reply.Referral Reply) one) => new(one.Case, one.Reply, ReplyText.Of(one.Reply));

    private static IEnumerable<string> Holding(string[] never) =>
        from one in All
        let text = one.Text
        from words in never
        where text.Contains(words, StringComparison.OrdinalIgnoreCase)
        select $"{one.Case}: {words}";

    // Seven words in a row are no accident.
    private static IEnumerable<string> Runs(string text)
    {
        var words = Readability.Words(CorpusChecks.Collapse(text).ToLowerInvariant());
        for (var at = 0; at + 7 <= words.Count; at++)
            yield return string.Join(' ', words.Skip(at).Take(7));
    }

    private sealed record Message(string Case, Reply Reply, string Text)
    {
        public IReadOnlyList<string> Words { get; } = Readability.Words(Text);
    }
}
