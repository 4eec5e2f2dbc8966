using BackCare.Channels.Activities;

namespace BackCare.Tests.Channels.Activities;

public sealed class CitationTests
{
    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("exactly te", 10, "exactly te")]
    [InlineData("cut at a word please", 12, "cut at a…")]
    [InlineData("Donaudampfschifffahrt", 10, "Donaudamp…")]
    [InlineData("a comma, then more words", 12, "a comma…")]
    [InlineData("😀😀😀😀😀😀", 10, "😀😀😀😀…")]
    public void A_text_too_long_is_cut_at_a_word(string text, int length, string expected)
    {
        var cut = ClientCitation.Shorten(text, length);

        cut.ShouldBe(expected);
        cut.Length.ShouldBeLessThanOrEqualTo(length);
    }

    [Fact]
    public void A_message_carries_twenty_citations_at_most_with_texts_that_Teams_takes()
    {
        var words = string.Join(' ', Enumerable.Repeat("massage", 100));
        var entity = ClientCitation.Entity([.. Enumerable.Range(1, 30).Select(number => new ClientCitation(number, words, words) { Keywords = [words, words, words, words] })]);

        var citations = entity["citation"]!.AsArray();
        citations.Count.ShouldBe(ClientCitation.MostPerMessage);
        foreach (var citation in citations)
        {
            var appearance = citation!["appearance"]!;
            appearance["name"]!.GetValue<string>().Length.ShouldBeLessThanOrEqualTo(80);
            appearance["abstract"]!.GetValue<string>().Length.ShouldBeLessThanOrEqualTo(160);
            appearance["keywords"]!.AsArray().Count.ShouldBe(3);
            appearance["keywords"]!.AsArray().ShouldAllBe(keyword => keyword!.GetValue<string>().Length <= 28);
        }

        entity.ContainsKey("additionalType").ShouldBeFalse();
    }
}
