using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Web;
using BackCare.Channels.BotConnector;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Identity.Client;

namespace BackCare.Tests.Channels.BotConnector;

public sealed class TokenTests
{
    [Fact]
    public async Task A_hundred_replies_at_once_ask_for_one_token()
    {
        var asked = 0;
        var answer = new TaskCompletionSource<AccessToken>();
        var clock = new ConnectorClock();
        using var token = new ConnectorToken(
            (_, _) =>
            {
                Interlocked.Increment(ref asked);
                return answer.Task;
            },
            clock,
            NullLogger<ConnectorToken>.Instance);

        var waiting = Enumerable.Range(0, 100).Select(_ => token.Get(default).AsTask()).ToList();
        answer.SetResult(new AccessToken("one", clock.GetUtcNow().AddHours(1)));

        (await Task.WhenAll(waiting)).ShouldAllBe(value => value == "one");
        asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_is_renewed_five_minutes_before_its_end()
    {
        var clock = new ConnectorClock();
        using var token = Numbered(clock);

        (await token.Get(default)).ShouldBe("1");
        clock.Advance(TimeSpan.FromMinutes(54));
        (await token.Get(default)).ShouldBe("1");
        clock.Advance(TimeSpan.FromMinutes(1));
        (await token.Get(default)).ShouldBe("2");
    }

    [Fact]
    public async Task A_token_that_cannot_be_renewed_serves_to_its_end()
    {
        var clock = new ConnectorClock();
        var isDown = false;
        using var token = Numbered(clock, () => isDown);

        await token.Get(default);
        isDown = true;
        clock.Advance(TimeSpan.FromMinutes(58));
        (await token.Get(default)).ShouldBe("1");
        clock.Advance(TimeSpan.FromMinutes(3));
        await Should.ThrowAsync<ConnectorException>(() => token.Get(default).AsTask());
    }

    [Fact]
    public async Task A_refused_token_is_replaced_once_for_all_who_used_it()
    {
        var clock = new ConnectorClock();
        using var token = Numbered(clock);
        var refused = await token.Get(default);

        (await token.GetAfterRefusal(refused, default)).ShouldBe("2");
        (await token.GetAfterRefusal(refused, default)).ShouldBe("2");
    }

    [Theory]
    [InlineData(AppType.SingleTenant, CloudName.Public, "https://login.microsoftonline.com/8c2f3b1a-9d4e-4f5a-b6c7-d8e9f0a1b2c3/oauth2/v2.0/token", "https://api.botframework.com/.default")]
    [InlineData(AppType.MultiTenant, CloudName.Public, "https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token", "https://api.botframework.com/.default")]
    [InlineData(AppType.SingleTenant, CloudName.UsGovernment, "https://login.microsoftonline.us/8c2f3b1a-9d4e-4f5a-b6c7-d8e9f0a1b2c3/oauth2/v2.0/token", "https://api.botframework.us/.default")]
    [InlineData(AppType.SingleTenant, CloudName.China, "https://login.partner.microsoftonline.cn/8c2f3b1a-9d4e-4f5a-b6c7-d8e9f0a1b2c3/oauth2/v2.0/token", "https://api.botframework.azure.cn/.default")]
    public async Task A_secret_is_traded_for_a_token_at_the_cloud_s_own_address(AppType type, CloudName cloud, string address, string scope)
    {
        using var entra = new FakeEntra();
        var acquire = EntraTokens.From(new BotConnectorOptions { AppId = FakeIssuer.AppId, TenantId = FakeIssuer.Tenant, AppType = type, Cloud = cloud, ClientSecret = "s3cret" }, entra);

        var token = await acquire(false, default);

        token.Value.ShouldBe("entra-1");
        token.Expires.ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(50));
        var (asked, form) = entra.Requests.Single();
        asked.GetLeftPart(UriPartial.Path).ShouldBe(address);
        form["grant_type"].ShouldBe("client_credentials");
        form["client_id"].ShouldBe(FakeIssuer.AppId);
        form["client_secret"].ShouldBe("s3cret");
        form["scope"]!.Split(' ').ShouldContain(scope);
    }

    [Fact]
    public async Task A_certificate_signs_instead_of_a_secret()
    {
        using var entra = new FakeEntra();
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=backcare", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".pfx");
        await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pfx, "pass"));
        try
        {
            var acquire = EntraTokens.From(new BotConnectorOptions { AppId = FakeIssuer.AppId, TenantId = FakeIssuer.Tenant, CertificateFile = file, CertificatePassword = "pass" }, entra);

            (await acquire(false, default)).Value.ShouldBe("entra-1");

            entra.Requests.Single().Form["client_assertion"]!.Split('.').Length.ShouldBe(3);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_managed_identity_asks_the_machine_it_runs_on()
    {
        using var entra = new FakeEntra();
        var acquire = EntraTokens.From(new BotConnectorOptions { AppId = FakeIssuer.AppId, TenantId = FakeIssuer.Tenant, AppType = AppType.UserAssignedMSI }, entra);

        (await acquire(false, default)).Value.ShouldBe("entra-1");

        var query = HttpUtility.ParseQueryString(entra.Requests.Single().Address.Query);
        entra.Requests.Single().Address.Host.ShouldBe("169.254.169.254");
        query["client_id"].ShouldBe(FakeIssuer.AppId);
        query["resource"].ShouldBe("https://api.botframework.com");
    }

    [Fact]
    public async Task A_forced_token_is_a_new_one()
    {
        using var entra = new FakeEntra();
        var acquire = EntraTokens.From(new BotConnectorOptions { AppId = FakeIssuer.AppId, TenantId = FakeIssuer.Tenant, ClientSecret = "s3cret" }, entra);

        (await acquire(false, default)).Value.ShouldBe("entra-1");
        (await acquire(true, default)).Value.ShouldBe("entra-2");
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "invalid_client", false)]
    [InlineData(HttpStatusCode.BadRequest, "unauthorized_client", false)]
    [InlineData(HttpStatusCode.TooManyRequests, "temporarily_unavailable", true)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "temporarily_unavailable", true)]
    public async Task A_wrong_secret_stays_wrong_and_a_busy_service_passes(HttpStatusCode status, string error, bool passes)
    {
        using var entra = new FakeEntra { Status = status, Error = error };
        var acquire = EntraTokens.From(new BotConnectorOptions { AppId = FakeIssuer.AppId, TenantId = FakeIssuer.Tenant, ClientSecret = "s3cret" }, entra);

        var failure = await Should.ThrowAsync<ConnectorException>(() => acquire(false, default));

        failure.IsPassing.ShouldBe(passes);
        failure.Message.ShouldNotContain("s3cret");
    }

    private static ConnectorToken Numbered(ConnectorClock clock, Func<bool>? isDown = null)
    {
        var number = 0;
        return new ConnectorToken(
            (_, _) => isDown?.Invoke() == true
                ? throw new ConnectorException("Entra is away.") { IsPassing = true }
                : Task.FromResult(new AccessToken($"{++number}", clock.GetUtcNow().AddHours(1))),
            clock,
            NullLogger<ConnectorToken>.Instance);
    }

    private sealed class FakeEntra : HttpMessageHandler, IMsalHttpClientFactory
    {
        private HttpClient? _client;
        private int _tokens;

        public List<(Uri Address, System.Collections.Specialized.NameValueCollection Form)> Requests { get; } = [];

        public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

        public string? Error { get; init; }

        public HttpClient GetHttpClient() => _client ??= new HttpClient(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var form = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Requests.Add((request.RequestUri!, HttpUtility.ParseQueryString(form)));
            var body = Error is null
                ? $$"""{"token_type":"Bearer","expires_in":3600,"ext_expires_in":3600,"expires_on":"{{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()}}","access_token":"entra-{{++_tokens}}"}"""
                : $$"""{"error":"{{Error}}","error_description":"no"}""";
            return new HttpResponseMessage(Status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        }

        protected override void Dispose(bool disposing)
        {
            _client?.Dispose();
            base.Dispose(disposing);
        }
    }
}
