using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace BackCare.Tests.Web.Recovery;

/// <summary>What one node on SQLite carries; on demand, since it takes minutes: <c>BACKCARE_LOAD=300</c> says for how many seconds.</summary>
public sealed class LoadTests(ITestOutputHelper output)
{
    private const int Conversations = 10_000;
    private const int PerSecond = 200;
    private const int WarmUp = 2_000;

    private static readonly string[] Questions = ["is ice massage safe?", "how long for?", "does massage help back pain?", "who won the cup?", "which kinds of massage are there?"];

    [LoadFact]
    public async Task Two_hundred_messages_a_second_are_answered_within_a_tenth_of_a_second_and_memory_stays_flat()
    {
        // Who sends shall not wait for threads of its own.
        ThreadPool.SetMinThreads(32, 32);
        var time = TimeSpan.FromSeconds(int.Parse(LoadFactAttribute.Seconds!, CultureInfo.InvariantCulture));
        var folder = Directory.CreateTempSubdirectory("backcare-load-");
        using var process = new BackCareProcess(BackCareProcess.FreePort(), ("Storage:DataDirectory", folder.FullName), ("Logging:LogLevel:Default", "Warning"), ("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information"));
        await process.Start();
        using var http = new HttpClient { BaseAddress = process.Address };
        var people = new List<(string Id, string Token)>();
        for (var number = 0; number < Conversations; number++)
            people.Add(await Begin(http));

        // By the clock, not by the answers: one that is late doesn't make the next come later.
        var latencies = new ConcurrentBag<double>();
        var errors = new ConcurrentBag<string>();
        var memory = new List<long>();
        var saying = new List<Task>();
        var random = new Random(5);
        var watch = Stopwatch.StartNew();

        // A program that was started a moment ago is slow until its code is compiled: not what is measured here.
        for (var number = 0; number < WarmUp; number++)
            await Say(http, people[number], Questions[number % Questions.Length], watch, watch.Elapsed, latencies, errors);
        output.WriteLine($"warming up, one after the other: {WarmUp} messages in {watch.Elapsed.TotalSeconds:f1} s, the longest {latencies.Max():f0} ms");
        latencies.Clear();
        watch.Restart();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        for (var sent = 0; watch.Elapsed < time; await tick.WaitForNextTickAsync())
        {
            for (; sent < watch.Elapsed.TotalSeconds * PerSecond; sent++)
                saying.Add(Say(http, people[random.Next(Conversations)], Questions[sent % Questions.Length], watch, TimeSpan.FromSeconds((double)sent / PerSecond), latencies, errors));
            if (memory.Count < watch.Elapsed.TotalSeconds / 5)
                memory.Add(process.WorkingSet);
        }

        await Task.WhenAll(saying);
        var ordered = latencies.Order().ToList();
        double At(double share) => ordered[(int)Math.Min(ordered.Count - 1, ordered.Count * share)];
        var minute = Math.Max(1, Math.Min(12, memory.Count / 2));
        var (first, last) = (memory.Take(minute).Average() / 1_048_576, memory.TakeLast(minute).Average() / 1_048_576);
        output.WriteLine($"{Conversations} conversations, {ordered.Count} messages in {time.TotalSeconds} s, {errors.Count} errors: median {At(.5):f1} ms, p95 {At(.95):f1} ms, p99 {At(.99):f1} ms, longest {ordered[^1]:f0} ms");
        output.WriteLine($"memory: {first:f0} MB in the first minute, {last:f0} MB in the last; every 5 s: {string.Join(' ', memory.Select(bytes => bytes / 1_048_576))}");
        process.Dispose();
        folder.Delete(recursive: true);
        errors.ShouldBeEmpty();
        At(.99).ShouldBeLessThan(100);
        last.ShouldBeLessThan(first * 1.15);
    }

    private static async Task<(string Id, string Token)> Begin(HttpClient http)
    {
        using var response = await http.PostAsync("/v3/directline/conversations", null);
        var begun = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return ((string)begun["conversationId"]!, (string)begun["token"]!);
    }

    private static async Task Say(HttpClient http, (string Id, string Token) person, string text, Stopwatch watch, TimeSpan due, ConcurrentBag<double> latencies, ConcurrentBag<string> errors)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{person.Id}/activities")
            {
                Content = JsonContent.Create(new { type = "message", from = new { id = "someone" }, text }),
            };
            request.Headers.Authorization = new("Bearer", person.Token);
            using var response = await http.SendAsync(request);
            response.EnsureSuccessStatusCode();
            latencies.Add((watch.Elapsed - due).TotalMilliseconds);
        }
        catch (HttpRequestException exception)
        {
            errors.Add(exception.Message);
        }
    }
}

/// <summary>A test that takes minutes: run when asked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LoadFactAttribute : FactAttribute
{
    public LoadFactAttribute() => Skip = Seconds is null ? "Takes minutes: set BACKCARE_LOAD to how many seconds, such as 300." : null;

    public static string? Seconds => Environment.GetEnvironmentVariable("BACKCARE_LOAD");
}
