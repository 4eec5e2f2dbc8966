using BackCare.Replies;
using BackCare.Tests.Support;

namespace BackCare.Tests.Retrieval;

/// <summary>The off-topic requests of CLINC (Larson et al., "An evaluation dataset for intent classification and out-of-scope prediction", 2019).</summary>
public sealed class ClincTests
{
    // What is aimed at is 12, one in a hundred.
    private const int Recorded = 91;

    [BenchFact("clinc-oos")]
    public void A_request_about_something_else_is_not_answered_with_a_quote()
    {
        var requests = JsonLines.Read(BenchFolder.Of("clinc-oos")!, "out-of-scope.jsonl").Select(line => line.Text("text")).ToArray();

        var quoted = requests.Where(request => Shipped.Assistant.Respond(new Turn(request)) is Reply.Answer).ToArray();

        requests.Length.ShouldBe(1_200);
        quoted.Length.ShouldBeLessThanOrEqualTo(Recorded, string.Join(Environment.NewLine, quoted));
    }
}
