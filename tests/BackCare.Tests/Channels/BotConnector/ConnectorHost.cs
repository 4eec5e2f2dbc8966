using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using BackCare.Channels;
using BackCare.Channels.BotConnector;
using BackCare.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackCare.Tests.Channels.BotConnector;

/// <summary>A host with nothing but <c>/api/messages</c>, a bot that repeats, and the other side's issuer and connector.</summary>
internal sealed class ConnectorHost : IAsyncDisposable
{
    public static readonly (string, string)[] Registered =
    [
        ("BotConnector:AppId", FakeIssuer.AppId),
        ("BotConnector:TenantId", FakeIssuer.Tenant),
        ("BotConnector:ClientSecret", "not-a-real-secret"),
    ];

    private readonly WebApplication _app;

    private ConnectorHost(WebApplication app, FakeIssuer issuer, ConnectorClock clock, FakeConnector connector, LogLines log)
    {
        _app = app;
        Issuer = issuer;
        Clock = clock;
        Connector = connector;
        Log = log;
        Http = app.GetTestClient();
    }

    public FakeIssuer Issuer { get; }

    public ConnectorClock Clock { get; }

    public FakeConnector Connector { get; }

    public LogLines Log { get; }

    public HttpClient Http { get; }

    public IConversationStore Store => _app.Services.GetRequiredService<IConversationStore>();

    private OutboxSender Sender => _app.Services.GetServices<IHostedService>().OfType<OutboxSender>().Single();

    /// <summary>
    /// Completes when nothing happens until the clock is moved: the sender waits for its next round, what is under way waits for its next
    /// attempt, and no request is out. Moving it earlier would let a request's time run out while it is being sent.
    /// </summary>
    public Task Rests() => Clock.AllWait(waits => waits.All(wait => wait <= OutboxSender.Round) && waits.Count >= 1 + Sender.UnderWay);

    /// <param name="settings">Null for a registered bot.</param>
    /// <param name="store">Null for a new one in memory; the store of an earlier host for a restart.</param>
    public static async Task<ConnectorHost> Start(
        (string Key, string Value)[]? settings = null,
        string environment = "Production",
        IBot? bot = null,
        IConversationStore? store = null,
        ConnectorClock? clock = null,
        FakeConnector? connector = null)
    {
        clock ??= new ConnectorClock();
        connector ??= new FakeConnector();
        var issuer = new FakeIssuer();
        var log = new LogLines();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection((settings ?? Registered).Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        builder.Logging.AddProvider(log);
        builder.Services.AddRouting();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(bot ?? new EchoBot());
        builder.Services.AddSingleton(store ?? new InMemoryConversationStore(clock));
        builder.Services.AddSingleton<AcquireToken>(connector.Token);
        builder.Services.AddSingleton<IBotHost, BotHost>();
        builder.Services.AddBotConnector();
        builder.Services.AddHttpClient(BotConnectorServices.KeysClient).ConfigurePrimaryHttpMessageHandler(() => issuer);
        builder.Services.AddHttpClient(BotConnectorServices.ConnectorHttp).ConfigurePrimaryHttpMessageHandler(() => connector);

        var app = builder.Build();
        app.UseRouting();
        app.MapBotConnector();
        connector.Clock = clock;
        await app.StartAsync();
        return new ConnectorHost(app, issuer, clock, connector, log);
    }

    /// <summary>What Teams sends when a person writes in a personal chat.</summary>
    public static JsonObject Message(string text = "hello", string id = "1700000000001", Action<JsonObject>? change = null)
    {
        var message = new JsonObject
        {
            ["type"] = "message",
            ["id"] = id,
            ["timestamp"] = "2026-03-02T09:00:00.0000000Z",
            ["channelId"] = "msteams",
            ["serviceUrl"] = FakeIssuer.ServiceUrl,
            ["from"] = new JsonObject { ["id"] = "29:1abc", ["name"] = "Kim" },
            ["recipient"] = new JsonObject { ["id"] = $"28:{FakeIssuer.AppId}", ["name"] = "BackCare" },
            ["conversation"] = new JsonObject { ["id"] = "a:1personal", ["conversationType"] = "personal", ["tenantId"] = FakeIssuer.Tenant },
            ["text"] = text,
        };
        change?.Invoke(message);
        return message;
    }

    public static JsonObject ExpectingReplies(string text = "hello", string id = "1700000000001") =>
        Message(text, id, message => message["deliveryMode"] = "expectReplies");

    public string Token(Action<JsonObject>? change = null, string kid = "key-1") => Issuer.Token(Clock.GetUtcNow(), change, kid);

    /// <summary>Posts with a good token.</summary>
    public Task<HttpResponseMessage> Post(JsonObject activity) => Post(activity.ToJsonString(), $"Bearer {Token()}");

    /// <param name="authorization">Null for no header.</param>
    public async Task<HttpResponseMessage> Post(string body, string? authorization, string contentType = "application/json", Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, BotConnectorEndpoint.Path)
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(contentType)),
        };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        change?.Invoke(request);
        return await Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Issuer.Dispose();
    }
}
