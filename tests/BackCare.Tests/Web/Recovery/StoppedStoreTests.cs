using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BackCare.Tests.Storage;

namespace BackCare.Tests.Web.Recovery;

/// <summary>A PostgreSQL that stops under the running program. <c>BACKCARE_OUTAGE</c> says for how many seconds; two where it doesn't.</summary>
[Collection("PostgreSQL")]
public sealed class StoppedStoreTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("BACKCARE_OUTAGE") ?? "2", CultureInfo.InvariantCulture));

    private static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    [StoreFact]
    public async Task While_PostgreSQL_is_stopped_clients_are_asked_to_wait_and_afterwards_nothing_is_missing()
    {
        // One of its own: the others go on with theirs.
        var cluster = new PostgresCluster();
        await cluster.InitializeAsync();
        using var process = new BackCareProcess(BackCareProcess.FreePort(), ("ConnectionStrings:BackCare", await cluster.NewSchema()));
        await process.Start();
        using var http = new HttpClient { BaseAddress = process.Address };
        var client = new PersistentClient(http, [process.Address], new Random(1));
        await client.Begin(Soon);
        await client.Say("0 is ice massage safe?", Soon);

        await cluster.Stop("immediate");
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var refused = 0;
        for (var until = DateTimeOffset.UtcNow + Outage; DateTimeOffset.UtcNow < until; await beat.WaitForNextTickAsync())
        {
            using var refusal = await http.PostAsJsonAsync($"/v3/directline/conversations", new { }, Soon);
            refusal.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refusal.Headers.RetryAfter.ShouldNotBeNull();
            ((string)JsonNode.Parse(await refusal.Content.ReadAsStringAsync())!["error"]!["code"]!).ShouldBe("ServiceUnavailable");
            refused++;
        }

        using (var live = await http.GetAsync("/health/live", Soon))
            live.StatusCode.ShouldBe(HttpStatusCode.OK);
        using (var ready = await http.GetAsync("/health/ready", Soon))
        {
            ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await ready.Content.ReadAsStringAsync()).ShouldContain("PostgreSQL");
        }

        await cluster.Start();
        await client.Say("1 is ice massage safe?", Soon);

        refused.ShouldBePositive();
        process.IsRunning.ShouldBeTrue();
        (await client.Log(Soon)).Where(activity => activity["replyToId"] is null).Select(activity => (string)activity["text"]!).ShouldBe(client.Acknowledged);
        using (var ready = await http.GetAsync("/health/ready", Soon))
            ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        await cluster.DisposeAsync();
    }
}
