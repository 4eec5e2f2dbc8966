using System.Globalization;
using System.Net;
using BackCare.Web.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BackCare.Tests.Web.Limits;

public sealed class LimitTests
{
    private static readonly (string, string) Ten = ("Limits:RequestsPerAddress", "10");

    [Fact]
    public async Task An_address_that_asks_too_often_is_told_when_to_come_back()
    {
        await using var host = new BackCareHost(Ten);

        for (var number = 0; number < 10; number++)
            (await Ask(host, "198.51.100.7")).Response.StatusCode.ShouldNotBe(429);

        var refused = await Ask(host, "198.51.100.7");
        refused.Response.StatusCode.ShouldBe(429);
        int.Parse(refused.Response.Headers.RetryAfter!, CultureInfo.InvariantCulture).ShouldBeInRange(1, 10);
        (await Ask(host, "198.51.100.8")).Response.StatusCode.ShouldNotBe(429);
    }

    [Fact]
    public async Task Addresses_of_one_household_count_as_one()
    {
        await using var host = new BackCareHost(Ten);

        for (var number = 1; number <= 10; number++)
            await Ask(host, $"2001:db8:1:2::{number}");

        (await Ask(host, "2001:db8:1:2::ffff")).Response.StatusCode.ShouldBe(429);
        (await Ask(host, "2001:db8:1:3::1")).Response.StatusCode.ShouldNotBe(429);
    }

    [Fact]
    public async Task Forwarded_headers_are_believed_from_a_configured_proxy_only()
    {
        await using var trusting = new BackCareHost(Ten, ("Limits:Proxies:0", "198.51.100.0/24"));
        await using var wary = new BackCareHost(Ten);

        for (var number = 0; number < 10; number++)
        {
            await Ask(trusting, "198.51.100.7", forwardedFor: $"203.0.113.{number}");
            await Ask(wary, "198.51.100.7", forwardedFor: $"203.0.113.{number}");
        }

        (await Ask(trusting, "198.51.100.7", forwardedFor: "203.0.113.99")).Response.StatusCode.ShouldNotBe(429);
        (await Ask(wary, "198.51.100.7", forwardedFor: "203.0.113.99")).Response.StatusCode.ShouldBe(429);
    }

    [Fact]
    public void A_proxy_that_is_no_address_is_refused_with_its_setting()
    {
        var services = new ServiceCollection().AddSingleton<IConfiguration>(
            new ConfigurationManager { ["Limits:Proxies:0"] = "nonsense" });

        using var provider = services.AddLimits().BuildServiceProvider();

        Should.Throw<OptionsValidationException>(() => provider.GetRequiredService<IOptions<LimitOptions>>().Value)
            .Message.ShouldContain("Limits:Proxies");
    }

    [Fact]
    public async Task Every_response_carries_the_security_headers()
    {
        await using var host = new BackCareHost();
        var client = host.CreateClient();

        foreach (var path in new[] { "/", "/health/live", "/v3/directline/nothing", "/nothing" })
        {
            using var response = await client.GetAsync(path);
            response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], path);
            response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldContain("default-src 'none'", customMessage: path);
            response.Headers.Contains("Referrer-Policy").ShouldBeTrue(path);
        }
    }

    [Fact]
    public async Task A_message_of_more_than_four_thousand_characters_gets_a_polite_reply()
    {
        await using var host = new BackCareHost();
        var conversation = await WebConversation.Begin(host.CreateClient());

        (await conversation.Post(new string('m', 4_001))).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await conversation.Log())[^1].Text.ShouldContain("sentence or two");
    }

    private static Task<HttpContext> Ask(BackCareHost host, string address, string? forwardedFor = null) => host.Server.SendAsync(http =>
    {
        http.Request.Method = "GET";
        http.Request.Path = "/nothing";
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        if (forwardedFor is not null)
            http.Request.Headers["X-Forwarded-For"] = forwardedFor;
    });
}
