using BackCare.Analysis;
using BackCare.Retrieval;

namespace BackCare.Tests.Retrieval;

/// <summary>What is said around questions is known for what it is, however it is strung together.</summary>
public sealed class SmallTalkTests
{
    private static readonly SmallTalk Talk = new(new Dictionary<string, System.Collections.Immutable.ImmutableArray<string>>
    {
        ["thanks"] = ["thanks", "ta", "right thanks", "thank you dear", "ok thanks"],
        ["help"] = ["help", "help me", "what can you do"],
    });

    [Theory]
    [InlineData("ok ta", "thanks")]
    [InlineData("ok right, thanks dear", "thanks")]
    [InlineData("help help", "help")]
    public void Words_of_one_kind_one_after_the_other_are_that_kind(string text, string id) => Talk.Find(Tokenizer.Tokenize(text)).ShouldBe(id);

    [Theory]
    [InlineData("what can me do")]
    [InlineData("thanks, and ice?")]
    [InlineData("right")]
    [InlineData("ta ok right dear you thanks ta")]
    public void Nothing_else_is(string text) => Talk.Find(Tokenizer.Tokenize(text)).ShouldBeNull();
}
