using BackCare.Replies;

namespace BackCare.Tests.Replies;

public sealed class OwnWordsTests
{
    [Theory]
    [InlineData("can't feel it when I wipe", "can't feel it when I wipe")]
    [InlineData("  my foot slaps\nwhen I walk!! ", "my foot slaps when I walk")]
    [InlineData("NUMB DOWN THERE", "numb down there")]
    [InlineData("\"peed myself\"", "peed myself")]
    public void Plain_words_are_repeated_back(string words, string fit)
    {
        OwnWords.Fit(words).ShouldBe(fit);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("!!!")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("see https://example.org for my legs")]
    [InlineData("{emergency}")]
    [InlineData("\ud800")]
    [InlineData("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen")]
    public void What_is_no_plain_short_speech_is_not_repeated(string? words)
    {
        OwnWords.Fit(words).ShouldBeNull();
    }
}
