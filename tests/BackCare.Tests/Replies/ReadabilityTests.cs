namespace BackCare.Tests.Replies;

public sealed class ReadabilityTests
{
    [Theory]
    [InlineData("help", 1)]
    [InlineData("take", 1)]
    [InlineData("changed", 1)]
    [InlineData("needed", 2)]
    [InlineData("makes", 1)]
    [InlineData("changes", 2)]
    [InlineData("trouble", 2)]
    [InlineData("people", 2)]
    [InlineData("massage", 2)]
    [InlineData("doctor", 2)]
    [InlineData("being", 2)]
    [InlineData("numbness", 2)]
    [InlineData("hospital", 3)]
    [InlineData("emergency", 4)]
    [InlineData("department", 3)]
    [InlineData("ambulance", 3)]
    [InlineData("medicine", 3)]
    [InlineData("pharmacist", 3)]
    [InlineData("don't", 1)]
    [InlineData("999", 1)]
    public void Syllables_are_counted_as_people_speak(string word, int syllables)
    {
        Readability.Syllables(word).ShouldBe(syllables);
    }

    [Fact]
    public void Sentences_end_with_their_mark_or_their_paragraph()
    {
        var sentences = Readability.Sentences("Get help now.\n\nSay this: \"It hurts.\" Go!");

        sentences.ShouldBe(["Get help now.", "Say this: \"It hurts.\"", "Go!"]);
    }

    [Fact]
    public void A_telephone_number_is_one_word()
    {
        Readability.Words("Call 0800 611 116 or 1-800-222-1222 now.").ShouldBe(["Call", "0800 611 116", "or", "1-800-222-1222", "now"]);
    }

    [Fact]
    public void The_grade_is_Flesch_and_Kincaids()
    {
        // 6 words, 1 sentence, 6 syllables: 0.39 * 6 + 11.8 * 1 - 15.59.
        Readability.Grade("The cat sat on the mat.").ShouldBe(-1.45, 0.001);

        // 12 words, 1 sentence, 24 syllables: 0.39 * 12 + 11.8 * 2 - 15.59.
        Readability.Grade("Many doctors suggest patients attend clinics before starting painful, tiring, lengthy treatment.").ShouldBe(12.69, 0.001);
    }
}
