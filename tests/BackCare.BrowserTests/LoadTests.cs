using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using BackCare.BrowserTests.Support;
using Xunit.Abstractions;

namespace BackCare.BrowserTests;

/// <summary>Many conversations at once, with open sockets; on demand, since it takes minutes: <c>BACKCARE_LOAD=180</c> says for how many seconds.</summary>
public sealed class LoadTests(ITestOutputHelper output)
{
    private const int Conversations = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    [LoadFact]
    public async Task A_thousand_open_conversations_are_answered_promptly_and_memory_stays_flat()
    {
        var time = TimeSpan.FromSeconds(int.Parse(LoadFactAttribute.Seconds!, CultureInfo.InvariantCulture));
        await using var server = await WebProcess.Begin("--DirectLine:StartsPerMinute", "100000", "--Limits:RequestsPerAddress", "1000000");
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        var latencies = new ConcurrentBag<double>();
        var errors = new ConcurrentBag<string>();
        var memory = new List<long>();
        using var end = new CancellationTokenSource();

        var people = new List<Person>();
        for (var number = 0; number < Conversations; number++)
            people.Add(await Person.Begin(client, latencies, errors, end.Token));
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(5));
        var watch = Stopwatch.StartNew();
        var talking = people.Select((person, number) => person.Talk(Pause * number / Conversations, Pause, () => watch.Elapsed < time)).ToList();
        while (watch.Elapsed < time && await beat.WaitForNextTickAsync())
            memory.Add(server.WorkingSet);
        await Task.WhenAll(talking);
        await end.CancelAsync();

        var ordered = latencies.Order().ToList();
        double At(double share) => ordered[(int)Math.Min(ordered.Count - 1, ordered.Count * share)];
        output.WriteLine($"{Conversations} conversations, {ordered.Count} replies in {time.TotalSeconds} s, {errors.Count} errors: median {At(.5):f0} ms, p95 {At(.95):f0} ms, p99 {At(.99):f0} ms, longest {ordered[^1]:f0} ms");
        output.WriteLine($"memory in MB every 5 s: {string.Join(' ', memory.Select(bytes => bytes / 1_048_576))}");
        errors.ShouldBeEmpty();
        At(.99).ShouldBeLessThan(250);
        memory.Max().ShouldBeLessThan(400L * 1_048_576);
    }

    private sealed class Person
    {
        private static readonly string[] Questions = ["is ice massage safe?", "how long for?", "does massage help back pain?", "who won the cup?", "which kinds of massage are there?"];

        private readonly HttpClient _client;
        private readonly ConcurrentBag<double> _latencies;
        private readonly ConcurrentBag<string> _errors;
        private readonly string _path;
        private readonly string _token;
        private readonly ClientWebSocket _socket = new();
        private TaskCompletionSource _answered = new();
        private int _messages;

        private Person(HttpClient client, JsonNode begun, ConcurrentBag<double> latencies, ConcurrentBag<string> errors)
        {
            (_client, _latencies, _errors) = (client, latencies, errors);
            _token = (string)begun["token"]!;
            _path = $"/v3/directline/conversations/{(string)begun["conversationId"]!}/activities";
        }

        public static async Task<Person> Begin(HttpClient client, ConcurrentBag<double> latencies, ConcurrentBag<string> errors, CancellationToken end)
        {
            using var response = await client.PostAsync(new Uri("/v3/directline/conversations", UriKind.Relative), null, CancellationToken.None);
            var begun = JsonNode.Parse(await response.Content.ReadAsStringAsync(CancellationToken.None))!;
            var person = new Person(client, begun, latencies, errors);
            await person._socket.ConnectAsync(new Uri((string)begun["streamUrl"]!), CancellationToken.None);
            _ = person.Listen(end);
            return person;
        }

        public async Task Talk(TimeSpan first, TimeSpan pause, Func<bool> goOn)
        {
            using var timer = new PeriodicTimer(first > TimeSpan.Zero ? first : TimeSpan.FromMilliseconds(1));
            await timer.WaitForNextTickAsync();
            timer.Period = pause;
            while (goOn())
            {
                await Say();
                await timer.WaitForNextTickAsync();
            }
        }

        // From the message's leaving to its answer's coming by the socket.
        private async Task Say()
        {
            try
            {
                _answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var start = Stopwatch.GetTimestamp();
                using var request = new HttpRequestMessage(HttpMethod.Post, _path) { Content = JsonContent.Create(new { type = "message", from = new { id = "dl_load" }, text = Questions[_messages++ % Questions.Length] }) };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
                using var response = await _client.SendAsync(request);
                response.EnsureSuccessStatusCode();
                await _answered.Task.WaitAsync(TimeSpan.FromSeconds(10));
                _latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            catch (Exception exception) when (exception is HttpRequestException or TimeoutException)
            {
                _errors.Add(exception.Message);
            }
        }

        private async Task Listen(CancellationToken end)
        {
            var buffer = new byte[32_768];
            try
            {
                while (true)
                {
                    var length = 0;
                    ValueWebSocketReceiveResult result;
                    do
                    {
                        result = await _socket.ReceiveAsync(buffer.AsMemory(length), end);
                        length += result.Count;
                    }
                    while (!result.EndOfMessage);

                    if (length > 0 && JsonNode.Parse(buffer.AsSpan(0, length))!["activities"]!.AsArray().Any(activity => (string)activity!["from"]!["role"]! == "bot"))
                        _answered.TrySetResult();
                }
            }
            catch (OperationCanceledException)
            {
                _socket.Dispose();
            }
            catch (WebSocketException exception)
            {
                _errors.Add(exception.Message);
            }
        }
    }
}

/// <summary>A test that takes minutes: run when asked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LoadFactAttribute : FactAttribute
{
    public LoadFactAttribute() => Skip = Seconds is null ? "Takes minutes: set BACKCARE_LOAD to how many seconds, such as 180." : null;

    public static string? Seconds => Environment.GetEnvironmentVariable("BACKCARE_LOAD");
}
