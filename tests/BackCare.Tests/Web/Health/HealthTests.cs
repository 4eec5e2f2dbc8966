using System.Net;
using System.Text.Json.Nodes;
using BackCare.Web.Reload;
using Microsoft.Extensions.DependencyInjection;

namespace BackCare.Tests.Web.Health;

public sealed class HealthTests
{
    private static readonly (string, string) NoDatabase = ("ConnectionStrings:BackCare", "Host=127.0.0.1;Port=1;Timeout=1;Username=nobody");

    [Fact]
    public async Task A_program_that_can_answer_is_ready_and_says_of_which_corpus()
    {
        await using var host = new BackCareHost();

        var (status, body) = await Ready(host);

        status.ShouldBe(HttpStatusCode.OK);
        ((string)body["status"]!).ShouldBe("ready");
        ((string)body["corpus"]!["version"]!).ShouldBe(host.Services.GetRequiredService<CurrentAssistant>().Now.Version.Corpus);
    }

    [Fact]
    public async Task A_refused_corpus_stands_in_ready_and_stops_no_answer()
    {
        await using var host = new BackCareHost();
        host.Services.GetRequiredService<CurrentAssistant>().Refuse(["replies.yaml:3: something to put right."]);

        var (status, body) = await Ready(host);

        status.ShouldBe(HttpStatusCode.OK);
        ((string)body["corpus"]!["problems"]![0]!).ShouldContain("replies.yaml:3");
    }

    [Fact]
    public async Task A_program_whose_database_does_not_answer_lives_and_is_not_ready()
    {
        await using var host = new BackCareHost(NoDatabase);

        var (status, body) = await Ready(host);

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        ((string)body["store"]!).ShouldContain("ConnectionStrings:BackCare");
        (await host.CreateClient().GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_message_that_cannot_be_kept_is_refused_with_a_time_to_try_again()
    {
        await using var host = new BackCareHost(NoDatabase);

        using var response = await host.CreateClient().PostAsync("/v3/directline/conversations", null);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
    }

    private static async Task<(HttpStatusCode Status, JsonNode Body)> Ready(BackCareHost host)
    {
        using var response = await host.CreateClient().GetAsync("/health/ready");
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
