using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace BackCare.Tests.Web;

/// <summary>A conversation over Direct Line, as a client holds it.</summary>
internal sealed class WebConversation(HttpClient client, string id, string token)
{
    public string Id => id;

    public static async Task<WebConversation> Begin(HttpClient client)
    {
        using var response = await client.PostAsync("/v3/directline/conversations", null);
        response.EnsureSuccessStatusCode();
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return new WebConversation(client, (string)body["conversationId"]!, (string)body["token"]!);
    }

    public Task<HttpResponseMessage> Post(string text, string? clientId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{id}/activities")
        {
            Content = JsonContent.Create(new { type = "message", from = new { id = "someone" }, text, channelData = new { clientActivityID = clientId } }),
        };
        request.Headers.Authorization = new("Bearer", token);
        return client.SendAsync(request);
    }

    /// <summary>What both have said, oldest first.</summary>
    public async Task<IReadOnlyList<(string Id, string Text, string? ReplyToId)>> Log(HttpClient? other = null)
    {
        List<(string Id, string Text, string? ReplyToId)> log = [];
        var watermark = "";
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/v3/directline/conversations/{id}/activities?watermark={watermark}");
            request.Headers.Authorization = new("Bearer", token);
            using var response = await (other ?? client).SendAsync(request);
            response.EnsureSuccessStatusCode();
            var set = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            var page = set["activities"]!.AsArray();
            if (page.Count == 0)
                return log;
            watermark = (string?)set["watermark"] ?? watermark;
            log.AddRange(page.Where(activity => (string?)activity!["type"] == "message").Select(activity =>
                ((string)activity!["id"]!, (string?)activity["text"] ?? "", (string?)activity["replyToId"])));
        }
    }
}
