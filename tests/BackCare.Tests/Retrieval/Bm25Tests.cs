using BackCare.Retrieval;

namespace BackCare.Tests.Retrieval;

public sealed class Bm25Tests
{
    [Fact]
    public void A_word_that_every_passage_has_still_tells_a_little()
    {
        Bm25.Idf(10, 10).ShouldBe(Math.Log(1 + (0.5 / 10.5)), 1e-12);
        Bm25.Idf(10, 1).ShouldBe(Math.Log(1 + (9.5 / 1.5)), 1e-12);
        Bm25.Idf(0, 0).ShouldBe(Math.Log(2), 1e-12);
    }

    [Fact]
    public void A_further_occurrence_counts_less_and_a_longer_text_too()
    {
        Bm25.Default.Saturation(1, 10, 10).ShouldBe(1 / 2.2, 1e-12);
        Bm25.Default.Saturation(2, 10, 10).ShouldBe(2 / 3.2, 1e-12);
        Bm25.Default.Saturation(1, 20, 10).ShouldBe(1 / (1 + (1.2 * (0.25 + 1.5))), 1e-12);
    }

    // Lucene's SmallFloat: below 40 exact, then four significant bits of what is above 24.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(24, 24)]
    [InlineData(39, 39)]
    [InlineData(40, 40)]
    [InlineData(41, 40)]
    [InlineData(42, 42)]
    [InlineData(55, 54)]
    [InlineData(56, 56)]
    [InlineData(59, 56)]
    [InlineData(60, 60)]
    [InlineData(100, 96)]
    [InlineData(1_000, 984)]
    public void A_length_is_rounded_the_way_Lucene_keeps_it_in_a_byte(int length, int rounded) => Bm25.Rounded(length).ShouldBe(rounded);
}
