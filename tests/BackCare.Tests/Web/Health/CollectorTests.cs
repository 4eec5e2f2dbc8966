using System.Collections.Concurrent;
using System.Text;
using BackCare.Tests.Web.Recovery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace BackCare.Tests.Web.Health;

/// <summary>A collector of OpenTelemetry on this machine, and what the program sends to it.</summary>
public sealed class CollectorTests
{
    private const string Marker = "zyxwvmarker";

    private static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    [Fact]
    public async Task Meters_and_spans_reach_the_collector_and_no_words_do()
    {
        var sent = new ConcurrentQueue<(string Path, string Content)>();
        await using var collector = await Collect(sent);
        using var process = new BackCareProcess(
            BackCareProcess.FreePort(),
            ("Storage:InMemory", "true"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"));
        await process.Start();
        using var http = new HttpClient();
        var client = new PersistentClient(http, [process.Address], new Random(1));
        await client.Begin(Soon);
        await client.Say($"i have gone numb around the saddle {Marker}", Soon);

        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!Has("/v1/metrics", "backcare.referrals", "cauda-equina") || !Has("/v1/metrics", "backcare.store.duration") || !Has("/v1/traces", "turn") || !Has("/v1/traces", "store take"))
            await beat.WaitForNextTickAsync(Soon);

        sent.ShouldAllBe(one => !one.Content.Contains(Marker) && !one.Content.Contains(client.Conversation));
        bool Has(string path, params string[] words) => sent.Any(one => one.Path == path && words.All(one.Content.Contains));
    }

    private static async Task<WebApplication> Collect(ConcurrentQueue<(string Path, string Content)> sent)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            sent.Enqueue((http.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        });
        await app.StartAsync();
        return app;
    }
}
