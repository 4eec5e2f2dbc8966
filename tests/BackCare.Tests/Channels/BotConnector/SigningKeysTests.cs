using System.Net;
using BackCare.Channels.BotConnector;

namespace BackCare.Tests.Channels.BotConnector;

public sealed class SigningKeysTests
{
    [Fact]
    public async Task Keys_are_fetched_once_for_many_messages()
    {
        await using var host = await ConnectorHost.Start();

        for (var number = 0; number < 10; number++)
            (await Status(host, host.Token())).ShouldBe(HttpStatusCode.OK);

        host.Issuer.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Fifty_messages_at_a_cold_start_fetch_the_keys_once()
    {
        await using var host = await ConnectorHost.Start();
        var token = host.Token();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Status(host, token)));

        answers.ShouldAllBe(status => status == HttpStatusCode.OK);
        host.Issuer.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_new_key_is_known_at_the_first_message_signed_with_it()
    {
        await using var host = await ConnectorHost.Start();
        await Status(host, host.Token());
        host.Clock.Advance(SigningKeys.Pause);
        host.Issuer.AddKey("key-2", "msteams");

        (await Status(host, host.Token(kid: "key-2"))).ShouldBe(HttpStatusCode.OK);
        (await Status(host, host.Token(kid: "key-1"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_key_that_is_withdrawn_is_forgotten_within_the_day()
    {
        await using var host = await ConnectorHost.Start();
        await Status(host, host.Token());
        var withdrawn = host.Issuer.Key();
        host.Issuer.RemoveKey("key-1");
        host.Issuer.AddKey("key-2", "msteams");
        host.Clock.Advance(SigningKeys.Fresh);

        // The first one starts the fetching; the set is whole again when the new key has been used.
        await Status(host, Signed(host, withdrawn));
        host.Clock.Advance(SigningKeys.Pause);
        (await Status(host, host.Token(kid: "key-2"))).ShouldBe(HttpStatusCode.OK);

        (await Status(host, Signed(host, withdrawn))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Made_up_key_ids_do_not_make_us_hammer_the_issuer()
    {
        await using var host = await ConnectorHost.Start();
        await Status(host, host.Token());
        host.Clock.Advance(SigningKeys.Pause);
        var key = FakeIssuer.NewKey();

        for (var number = 0; number < 20; number++)
            (await Status(host, Signed(host, key, $"made-up-{number}"))).ShouldBe(HttpStatusCode.Unauthorized);

        host.Issuer.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Known_keys_serve_for_days_while_the_issuer_is_down()
    {
        await using var host = await ConnectorHost.Start();
        await Status(host, host.Token());
        host.Issuer.IsDown = true;

        host.Clock.Advance(TimeSpan.FromDays(3));

        (await Status(host, host.Token())).ShouldBe(HttpStatusCode.OK);
        host.Log.Lines.ShouldContain(line => line.Contains("could not be fetched"));
    }

    [Fact]
    public async Task Keys_are_not_believed_for_ever()
    {
        await using var host = await ConnectorHost.Start();
        await Status(host, host.Token());
        host.Issuer.IsDown = true;

        host.Clock.Advance(SigningKeys.Stale);

        (await Status(host, host.Token())).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task An_issuer_that_is_down_at_the_start_is_asked_again_a_minute_later()
    {
        await using var host = await ConnectorHost.Start();
        host.Issuer.IsDown = true;
        (await Status(host, host.Token())).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Status(host, host.Token())).ShouldBe(HttpStatusCode.ServiceUnavailable);
        host.Issuer.Requests.Count.ShouldBe(1);

        host.Issuer.IsDown = false;
        host.Clock.Advance(SigningKeys.Pause);

        (await Status(host, host.Token())).ShouldBe(HttpStatusCode.OK);
    }

    private static string Signed(ConnectorHost host, System.Security.Cryptography.RSA key, string kid = "key-1") =>
        FakeIssuer.Sign(new() { ["alg"] = "RS256", ["kid"] = kid }, FakeIssuer.Claims(host.Clock.GetUtcNow()), key);

    private static async Task<HttpStatusCode> Status(ConnectorHost host, string token)
    {
        using var response = await host.Post(ConnectorHost.ExpectingReplies().ToJsonString(), $"Bearer {token}");
        return response.StatusCode;
    }
}
