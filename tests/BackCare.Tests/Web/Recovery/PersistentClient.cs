using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace BackCare.Tests.Web.Recovery;

/// <summary>A client that sends a message again, to any node, until it is acknowledged; and keeps count of what was.</summary>
internal sealed class PersistentClient(HttpClient http, IReadOnlyList<Uri> nodes, Random random)
{
    private string _token = "";

    public string Conversation { get; private set; } = "";

    /// <summary>The messages acknowledged, in order.</summary>
    public List<string> Acknowledged { get; } = [];

    public async Task Begin(CancellationToken patience)
    {
        var body = await Persist(() => new HttpRequestMessage(HttpMethod.Post, "/v3/directline/conversations"), patience);
        (Conversation, _token) = ((string)body["conversationId"]!, (string)body["token"]!);
    }

    public async Task Say(string text, CancellationToken patience)
    {
        await Persist(
            () => new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{Conversation}/activities")
            {
                Content = JsonContent.Create(new { type = "message", from = new { id = "someone" }, text, channelData = new { clientActivityID = text } }),
            },
            patience);
        Acknowledged.Add(text);
    }

    /// <summary>Every message of the conversation, as any node tells it.</summary>
    public async Task<IReadOnlyList<JsonNode>> Log(CancellationToken patience)
    {
        List<JsonNode> log = [];
        var watermark = "";
        while (true)
        {
            var since = watermark;
            var set = await Persist(() => new HttpRequestMessage(HttpMethod.Get, $"/v3/directline/conversations/{Conversation}/activities?watermark={since}"), patience);
            if (set["activities"]!.AsArray() is not { Count: > 0 } page)
                return log;
            watermark = (string)set["watermark"]!;
            log.AddRange(page.Where(activity => (string?)activity!["type"] == "message").Select(activity => activity!));
        }
    }

    private async Task<JsonNode> Persist(Func<HttpRequestMessage> make, CancellationToken patience)
    {
        while (true)
        {
            using var request = make();
            request.RequestUri = new Uri(nodes[random.Next(nodes.Count)], request.RequestUri!);
            if (_token.Length > 0)
                request.Headers.Authorization = new("Bearer", _token);
            try
            {
                using var response = await http.SendAsync(request, patience);
                if (response.IsSuccessStatusCode)
                    return JsonNode.Parse(await response.Content.ReadAsStringAsync(patience))!;
                // A node on its way up or down says so; anything else is a fault of the program.
                if ((int)response.StatusCode is not (502 or 503))
                    throw new InvalidOperationException($"{request.RequestUri}: {response.StatusCode} {await response.Content.ReadAsStringAsync(patience)}");
            }
            catch (HttpRequestException)
            {
                // The node is dead.
            }

            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            await pause.WaitForNextTickAsync(patience);
        }
    }
}
