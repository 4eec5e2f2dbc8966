using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BackCare.Channels;
using BackCare.Channels.Activities;
using BackCare.Channels.BotConnector;
using BackCare.Storage;
using BackCare.Web;
using BackCare.Web.Privacy;
using BackCare.Web.Teams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace BackCare.Benchmarks;

/// <summary>Servers on this machine that take the same activity: one that only reads it, and ours with more and more of what it does.</summary>
internal sealed class TeamsHost : IAsyncDisposable
{
    public const string AppId = "5f1d0c1e-4a52-4d5f-8a63-0b7b6a2f6a10";
    public const string Tenant = "8c2f3b1a-9d4e-4f5a-b6c7-d8e9f0a1b2c3";
    public const string ServiceUrl = "https://smba.trafficmanager.net/emea/8c2f3b1a-9d4e-4f5a-b6c7-d8e9f0a1b2c3/";

    private static readonly RSA Key = RSA.Create(2048);

    private readonly WebApplication _app;
    private readonly string? _data;

    private TeamsHost(WebApplication app, string? data) => (_app, _data) = (app, data);

    public int Port => new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    /// <summary>Parses the activity and answers 200: what any endpoint has to do.</summary>
    public static async Task<TeamsHost> Bare()
    {
        var app = Builder().Build();
        app.MapPost(BotConnectorEndpoint.Path, (RequestDelegate)(async context =>
        {
            var activity = await JsonSerializer.DeserializeAsync(context.Request.BodyReader, ActivityJson.Wire.Activity, context.RequestAborted);
            context.Response.StatusCode = activity is { Type: "message" } ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        }));
        await app.StartAsync();
        return new TeamsHost(app, null);
    }

    /// <param name="checks">Whether callers bring a token; otherwise the host is one for development.</param>
    /// <param name="sqlite">Whether it keeps conversations on disk rather than in memory.</param>
    /// <param name="assistant">Whether the assistant answers, rather than a bot that repeats.</param>
    public static async Task<TeamsHost> Ours(bool checks, bool sqlite, bool assistant)
    {
        var builder = Builder(checks ? "Production" : "Development");
        builder.Configuration["BotConnector:AllowedServiceHosts:0"] = "smba.trafficmanager.net";
        if (checks)
        {
            builder.Configuration["BotConnector:AppId"] = AppId;
            builder.Configuration["BotConnector:TenantId"] = Tenant;
            builder.Configuration["BotConnector:ClientSecret"] = "not-a-real-secret";
        }

        var data = sqlite ? Directory.CreateTempSubdirectory("backcare-bench").FullName : null;
        builder.Configuration["Storage:DataDirectory"] = data;
        builder.Configuration["Storage:InMemory"] = sqlite ? "false" : "true";
        builder.Services.AddBackCareStorage();
        if (assistant)
            builder.Services.AddBackCare().AddPrivacy<BackCareBot>().AddTeams();
        else
            builder.Services.AddSingleton<IBot, Repeating>();
        builder.Services.AddSingleton<IBotHost, BotHost>();
        builder.Services.AddBotConnector();
        builder.Services.AddHttpClient(BotConnectorServices.KeysClient).ConfigurePrimaryHttpMessageHandler(() => new Issuer());

        var app = builder.Build();
        app.MapBotConnector();
        await app.Services.GetRequiredService<IRecordStore>().Check(CancellationToken.None);
        await app.StartAsync();
        return new TeamsHost(app, data);
    }

    /// <summary>The check of a token alone, with the keys it needs.</summary>
    public static BotConnectorAuthentication Authentication() => new(
        new BotConnectorOptions { AppId = AppId, TenantId = Tenant },
        Keys(),
        Keys(),
        TimeProvider.System);

    /// <summary>A token that the channel could have brought.</summary>
    /// <param name="number">Makes it another one.</param>
    public static string Token(int number = 0)
    {
        var from = DateTimeOffset.UtcNow;
        var header = Base64UrlEncoder.Encode("""{"alg":"RS256","typ":"JWT","kid":"key-1"}""");
        var claims = Base64UrlEncoder.Encode($$"""{"serviceurl":"{{ServiceUrl}}","nbf":{{from.ToUnixTimeSeconds()}},"exp":{{from.AddHours(1).AddSeconds(number).ToUnixTimeSeconds()}},"iss":"https://api.botframework.com","aud":"{{AppId}}"}""");
        var signature = Key.SignData(Encoding.ASCII.GetBytes($"{header}.{claims}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{header}.{claims}.{Base64UrlEncoder.Encode(signature)}";
    }

    /// <summary>Forgets what was said over so many connections.</summary>
    public async Task Forget(int connections)
    {
        if (_app.Services.GetService<IConversationStore>() is not { } store)
            return;

        for (var connection = 0; connection < connections; connection++)
            await store.Delete(new ConversationKey("msteams", $"a:conversation-{connection:00}"), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_data is not null)
            Directory.Delete(_data, recursive: true);
    }

    private static SigningKeys Keys() => new(new HttpClient(new Issuer()), ConnectorCloud.Public.Metadata, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<SigningKeys>.Instance);

    private static WebApplicationBuilder Builder(string environment = "Production")
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        return builder;
    }

    /// <summary>Repeats what it hears.</summary>
    private sealed class Repeating : IBot
    {
        public BotTurn Answer(Activity activity, string? state) => new([activity.CreateReply(activity.Text)], state);
    }

    /// <summary>Publishes the key, as login.botframework.com does.</summary>
    private sealed class Issuer : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var key = Key.ExportParameters(includePrivateParameters: false);
            var body = request.RequestUri == ConnectorCloud.Public.Metadata
                ? """{"jwks_uri":"https://login.botframework.com/v1/.well-known/keys"}"""
                : $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"key-1","n":"{{Base64UrlEncoder.Encode(key.Modulus)}}","e":"{{Base64UrlEncoder.Encode(key.Exponent)}}","endorsements":["msteams"]}]}""";
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
        }
    }
}
