using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using BackCare.Channels.BotConnector;

namespace BackCare.Tests.Channels.BotConnector;

/// <summary>The other side of the wire at smba.trafficmanager.net: takes replies, or refuses them as a test says.</summary>
internal sealed class FakeConnector : HttpMessageHandler
{
    private readonly ConcurrentQueue<Func<Request, Task<HttpResponseMessage>>> _troubles = new();
    private readonly List<Request> _requests = [];
    private readonly List<Request> _taken = [];
    private readonly List<(int Count, TaskCompletionSource Seen)> _watchers = [];
    private readonly Lock _lock = new();
    private int _tokens;

    public sealed record Request(HttpMethod Method, Uri Address, string? Bearer, JsonObject? Body, DateTimeOffset At);

    public ConnectorClock Clock { get; set; } = new();

    /// <summary>Every request, in order.</summary>
    public IReadOnlyList<Request> Requests => Copy(_requests);

    /// <summary>What was taken and shown to the person.</summary>
    public IReadOnlyList<Request> Taken => Copy(_taken);

    /// <summary>How many tokens were asked for.</summary>
    public int Tokens => _tokens;

    /// <summary>How the next request that has no trouble waiting before it fares.</summary>
    public void Next(Func<Request, Task<HttpResponseMessage>> trouble) => _troubles.Enqueue(trouble);

    public void Next(HttpStatusCode status, string? code = null, TimeSpan? retryAfter = null) => Next(_ =>
    {
        var response = new HttpResponseMessage(status);
        if (code is not null)
            response.Content = new StringContent($$$"""{"error":{"code":"{{{code}}}","message":"no"}}""", Encoding.UTF8, "application/json");
        if (retryAfter is { } after)
            response.Headers.RetryAfter = new(after);
        return Task.FromResult(response);
    });

    /// <summary>Completes when so many activities have been taken.</summary>
    public Task HasTaken(int count)
    {
        lock (_lock)
        {
            if (_taken.Count >= count)
                return Task.CompletedTask;
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((count, seen));
            return seen.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    public Task<AccessToken> Token(bool force, CancellationToken cancellation) =>
        Task.FromResult(new AccessToken($"token-{Interlocked.Increment(ref _tokens)}", Clock.GetUtcNow().AddHours(1)));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
        var seen = new Request(request.Method, request.RequestUri!, request.Headers.Authorization?.Parameter, body, Clock.GetUtcNow());
        lock (_lock)
            _requests.Add(seen);

        var response = _troubles.TryDequeue(out var trouble) ? await trouble(seen).WaitAsync(cancellationToken) : Take(seen);
        response.RequestMessage = request;
        return response;
    }

    public HttpResponseMessage Take(Request request)
    {
        lock (_lock)
        {
            _taken.Add(request);
            foreach (var watcher in _watchers.Where(watcher => _taken.Count >= watcher.Count).ToList())
            {
                _watchers.Remove(watcher);
                watcher.Seen.SetResult();
            }

            return new HttpResponseMessage(HttpStatusCode.Created) { Content = new StringContent($$"""{"id":"sent-{{_taken.Count}}"}""", Encoding.UTF8, "application/json") };
        }
    }

    private List<Request> Copy(List<Request> list)
    {
        lock (_lock)
            return [.. list];
    }
}
