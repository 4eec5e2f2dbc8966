using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BackCare.Channels;
using BackCare.Channels.DirectLine;
using BackCare.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BackCare.Tests.Channels.DirectLine;

/// <summary>Direct Line on a real port of this machine, in front of a bot that repeats.</summary>
internal sealed class DirectLineHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DirectLineHost(WebApplication app) => (_app, Client) = (app, new HttpClient { BaseAddress = new Uri(app.Urls.Single()) });

    public HttpClient Client { get; }

    public MovableClock Clock => (MovableClock)_app.Services.GetRequiredService<TimeProvider>();

    public ActivityStreams Streams => _app.Services.GetRequiredService<ActivityStreams>();

    public static async Task<DirectLineHost> Start(
        Dictionary<string, string?>? settings = null,
        IBot? bot = null,
        IConversationStore? store = null,
        IDataProtectionProvider? keys = null,
        INodes? nodes = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddSingleton<TimeProvider>(new MovableClock());
        builder.Services.AddDirectLine();
        builder.Services.AddSingleton(keys ?? new EphemeralDataProtectionProvider());
        builder.Services.AddSingleton(bot ?? new RepeatingBot());
        if (nodes is not null)
            builder.Services.AddSingleton(nodes);
        if (store is not null)
            builder.Services.AddSingleton(store);

        var app = builder.Build();
        app.MapDirectLine();
        await app.StartAsync();
        return new DirectLineHost(app);
    }

    public Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    public async Task<OpenConversation> Begin(object? parameters = null)
    {
        var body = await Json(await Send(HttpMethod.Post, "conversations", null, parameters));
        return new OpenConversation(this, (string)body["conversationId"]!, (string)body["token"]!, (string)body["streamUrl"]!);
    }

    public Task<HttpResponseMessage> Send(HttpMethod method, string path, string? token = null, object? body = null, string? origin = null)
    {
        var request = new HttpRequestMessage(method, $"/v3/directline/{path}");
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        if (body is not null)
            request.Content = body as HttpContent ?? JsonContent.Create(body);
        return Client.SendAsync(request);
    }

    public static async Task<JsonNode> Json(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    public static async Task<string> ErrorCode(HttpResponseMessage response)
    {
        var error = (await Json(response))["error"]!;
        ((string)error["message"]!).ShouldNotBeEmpty();
        return (string)error["code"]!;
    }
}

/// <summary>A conversation as its client holds it.</summary>
internal sealed record OpenConversation(DirectLineHost Host, string Id, string Token, string StreamUrl)
{
    public Task<HttpResponseMessage> Post(object activity) => Host.Send(HttpMethod.Post, $"conversations/{Id}/activities", Token, activity);

    public async Task<string> Say(string text)
    {
        var response = await Post(new { type = "message", from = new { id = "someone" }, text });
        response.EnsureSuccessStatusCode();
        return (string)(await DirectLineHost.Json(response))["id"]!;
    }

    public Task<HttpResponseMessage> Get(string? watermark = null) =>
        Host.Send(HttpMethod.Get, $"conversations/{Id}/activities?watermark={watermark}", Token);

    public async Task<IReadOnlyList<JsonNode>> Activities(string? watermark = null) =>
        [.. (await DirectLineHost.Json(await Get(watermark)))["activities"]!.AsArray().Select(activity => activity!)];
}
