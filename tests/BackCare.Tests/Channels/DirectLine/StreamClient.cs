using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace BackCare.Tests.Channels.DirectLine;

/// <summary>The client's end of a stream.</summary>
internal sealed class StreamClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(20));

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public string? CloseReason => _socket.CloseStatusDescription;

    public static async Task<StreamClient> Open(string url)
    {
        var client = new StreamClient();
        await client._socket.ConnectAsync(new Uri(url), client._patience.Token);
        return client;
    }

    /// <summary>The next frame; empty for a keep-alive, null when the other side has closed.</summary>
    public async Task<string?> Frame()
    {
        using var text = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var result = await _socket.ReceiveAsync(buffer.AsMemory(), _patience.Token);
            if (result.MessageType == WebSocketMessageType.Close)
                return null;
            text.Write(buffer, 0, result.Count);
            if (result.EndOfMessage)
                return Encoding.UTF8.GetString(text.ToArray());
        }
    }

    /// <summary>Reads on until that many activities have come.</summary>
    public async Task<IReadOnlyList<JsonNode>> Activities(int count)
    {
        var activities = new List<JsonNode>();
        while (activities.Count < count)
        {
            var frame = await Frame() ?? throw new InvalidOperationException($"The stream was closed after {activities.Count} activities: {CloseReason}");
            if (frame.Length > 0)
                activities.AddRange(JsonNode.Parse(frame)!["activities"]!.AsArray().Select(activity => activity!));
        }

        return activities;
    }

    public async Task Close() => await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", _patience.Token);

    public void Dispose()
    {
        _socket.Dispose();
        _patience.Dispose();
    }
}
