using BackCare.Web.Privacy;

namespace BackCare.Tests.Web.Privacy;

public sealed class ScrubTests
{
    [Theory]
    [InlineData("write to ann.lee+x@mail.example.co.uk about heat", "write to […] about heat")]
    [InlineData("call +44 (0)20 7946 0958 or 0171-234-5678", "call […] or […]")]
    [InlineData("i live in london near baker street", "i live in […] near […]")]
    [InlineData("is there a class in Upper Snodsbury?", "is there a class in […]?")]
    [InlineData("my postcode is SW1A 1AA", "my postcode is […]")]
    [InlineData("my name is ann and i ache", "my name is […] and i ache")]
    [InlineData("what did Dr Foster mean", "what did […] mean")]
    [InlineData("see https://example.org/me?id=7", "see […]")]
    [InlineData("born 12/03/1961, too old?", "born […], too old?")]
    public void What_could_say_who_wrote_it_is_taken_out(string said, string kept)
    {
        Scrub.Of(said).ShouldBe(kept);
    }

    [Theory]
    [InlineData("Can I have a Swedish massage at 65 with an L5 bulge?")]
    [InlineData("how long, 10 or 20 minutes?")]
    public void What_the_editors_need_stays(string said)
    {
        Scrub.Of(said).ShouldBe(said);
    }
}
