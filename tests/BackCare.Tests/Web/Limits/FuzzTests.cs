using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace BackCare.Tests.Web.Limits;

/// <summary>Requests nobody should send. <c>BACKCARE_FUZZ</c> says how many; two thousand where it doesn't.</summary>
public sealed class FuzzTests
{
    private static readonly int Requests = int.Parse(Environment.GetEnvironmentVariable("BACKCARE_FUZZ") ?? "2000", CultureInfo.InvariantCulture);

    private static readonly string[] Paths =
    [
        "/", "/embed.js", "/chat.js", "/words.en.json", "/sources/back-pain-massage-relief", "/sources/../corpus", "/health/live", "/health/ready", "/api/messages",
        "/v3/directline/tokens/generate", "/v3/directline/tokens/refresh", "/v3/directline/conversations", "/v3/directline/conversations/{id}",
        "/v3/directline/conversations/{id}/activities", "/v3/directline/conversations/{id}/activities", "/v3/directline/conversations/{id}/activities", "/v3/directline/conversations/{id}/upload",
        "/v3/directline/conversations/{id}/stream", "/v3/directline/session/getsessionid", "/v3/directline", "/favicon.ico",
    ];

    private static readonly string[] Methods = ["GET", "POST", "POST", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "BREW"];

    private static readonly string[] Texts =
    [
        "is ice massage safe?", "my data", "privacy", "feedback: \u202e", "", " ", "\0", "\\ud800", "‮🧊🧊", "<script>alert(1)</script>", "'; DROP TABLE activities; --",
        "{{", "%s%n", "[a](javascript:x)", "i have gone numb around the saddle", "🧑🏽‍🦽", "ﷺ", "e\u0301\u0301\u0301\u0301", "line\r\nSet-Cookie: a=b",
    ];

    [Fact]
    public async Task Whatever_is_sent_nothing_breaks()
    {
        await using var host = new BackCareHost(("DirectLine:PostsPerMinute", "1000000"), ("DirectLine:StartsPerMinute", "1000000"), ("Logging:LogLevel:Default", "Error"));
        var client = host.CreateClient();

        await Parallel.ForAsync(0, 4, async (seed, cancellation) =>
        {
            var random = new Random(seed);
            var (id, token) = ("", "");
            for (var number = 0; number < Requests / 4; number++)
            {
                if (number % 500 == 0)
                    (id, token) = await Begin(client);
                using var request = Request(random, id, token);
                using var response = await client.SendAsync(request, cancellation);
                ((int)response.StatusCode).ShouldBeLessThan(500, $"{request} {request.Content?.GetType().Name}");
            }
        });

        host.Log.Errors.ShouldBeEmpty();
    }

    private static async Task<(string Id, string Token)> Begin(HttpClient client)
    {
        using var response = await client.PostAsync("/v3/directline/conversations", null);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return ((string)body["conversationId"]!, (string)body["token"]!);
    }

    private static HttpRequestMessage Request(Random random, string id, string token)
    {
        var path = Pick(random, Paths).Replace("{id}", random.Next(8) == 0 ? Uri.EscapeDataString(Junk(random, 40)) : id, StringComparison.Ordinal);
        if (random.Next(3) == 0)
            path += $"?watermark={Uri.EscapeDataString(random.Next(2) == 0 ? Junk(random, 12) : $"{random.NextInt64()}")}&t={Uri.EscapeDataString(Junk(random, 60))}&{Uri.EscapeDataString(Junk(random, 8))}";

        var request = new HttpRequestMessage(new HttpMethod(Pick(random, Methods)), path);
        if (random.Next(6) != 0)
            request.Headers.TryAddWithoutValidation("Authorization", random.Next(6) == 0 ? $"Bearer {Ascii(random, 80)}" : $"Bearer {token}");
        if (random.Next(10) == 0)
            request.Headers.TryAddWithoutValidation(Pick(random, ["Origin", "Accept-Language", "X-Forwarded-For", "If-None-Match", "Accept-Encoding", "Range", "Upgrade", "Expect"]), Ascii(random, 60));
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
            request.Content = Body(random);
        return request;
    }

    private static HttpContent Body(Random random)
    {
        var bytes = random.Next(12) switch
        {
            0 => Bytes(random, 400),
            1 => Encoding.UTF8.GetBytes(new string('[', random.Next(2_000))),
            2 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"value\":", random.Next(1, 200)))),
            3 => [],
            4 => Encoding.UTF8.GetBytes($"{{\"type\":\"message\",\"from\":{{\"id\":\"a\"}},\"text\":\"{new string('x', random.Next(1, 9_000))}\"}}"),
            5 => Cut(random, Encoding.UTF8.GetBytes(Activity(random).ToJsonString())),
            6 => Encoding.UTF8.GetBytes("{\"type\":\"message\",\"from\":{\"id\":\"a\"},\"text\":\"half \\ud800 a pair\",\"locale\":\"\\udc00\"}"),
            _ => Encoding.UTF8.GetBytes(Activity(random).ToJsonString()),
        };
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(random.Next(10) == 0 ? Pick(random, ["text/plain", "multipart/form-data; boundary=x", "application/xml"]) : "application/json");
        return content;
    }

    // An activity of the right shape with wrong things in it.
    private static JsonObject Activity(Random random)
    {
        var activity = new JsonObject { ["type"] = "message", ["from"] = new JsonObject { ["id"] = "someone" }, ["text"] = Pick(random, Texts) };
        var names = new[] { "type", "id", "text", "from", "recipient", "locale", "channelData", "conversation", "value", "entities", "attachments", "timestamp", "serviceUrl", "channelId", "name", "replyToId", "membersAdded", "suggestedActions", "deliveryMode" };
        for (var change = random.Next(4); change > 0; change--)
            activity[Pick(random, names)] = Value(random, 3);
        return activity;
    }

    private static JsonNode? Value(Random random, int depth) => random.Next(depth > 0 ? 10 : 7) switch
    {
        0 => null,
        1 => JsonValue.Create(random.NextInt64()),
        2 => JsonValue.Create(random.NextDouble() * 1e300),
        3 => JsonValue.Create(random.Next(2) == 0),
        4 => JsonValue.Create(Pick(random, Texts)),
        5 => JsonValue.Create(Pick(random, ["message", "event", "typing", "invoke", "conversationUpdate", "feedback", "endOfConversation"])),
        6 => JsonValue.Create(Junk(random, 30)),
        7 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth - 1))]),
        8 => new JsonObject { ["id"] = Value(random, depth - 1), ["clientActivityID"] = Value(random, depth - 1), ["rating"] = Value(random, depth - 1), ["passages"] = Value(random, depth - 1) },
        _ => new JsonObject { ["clientActivityID"] = Junk(random, 20) },
    };

    private static byte[] Bytes(Random random, int most)
    {
        var bytes = new byte[random.Next(most)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Cut(Random random, byte[] bytes) => bytes[..random.Next(bytes.Length)];

    private static string Junk(Random random, int most) => string.Concat(Enumerable.Range(0, random.Next(1, most)).Select(_ => (char)random.Next(1, 0xd7ff)));

    private static string Ascii(Random random, int most) => string.Concat(Enumerable.Range(0, random.Next(1, most)).Select(_ => (char)random.Next(0x20, 0x7f)));

    private static T Pick<T>(Random random, T[] of) => of[random.Next(of.Length)];
}
