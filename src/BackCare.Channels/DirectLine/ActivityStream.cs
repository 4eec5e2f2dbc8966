using System.Net.WebSockets;
using BackCare.Storage;

namespace BackCare.Channels.DirectLine;

/// <summary>One open socket: sends what is new in a conversation, oldest first, until somebody ends it.</summary>
internal sealed class ActivityStream(WebSocket socket, IConversationStore store, ConversationKey key, TimeSpan keepAlive, TimeProvider time) : IDisposable
{
    private const int PageSize = 50;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _end = new();
    private string _reason = "";
    private WebSocketCloseStatus _status = WebSocketCloseStatus.NormalClosure;

    /// <summary>What it is called among the nodes.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("n");

    /// <summary>Whether the nodes, this one among them, have heard that it is open.</summary>
    public bool IsHeardOf { get; set; }

    /// <summary>Ends the stream; the client is told why.</summary>
    public void End(WebSocketCloseStatus status, string reason)
    {
        lock (_end)
        {
            if (_end.IsCancellationRequested)
                return;
            (_status, _reason) = (status, reason);
        }

        _end.Cancel();
    }

    public async Task Run(long watermark)
    {
        var listening = Listen();
        try
        {
            await Send(watermark).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            // Somebody ended it, or the line broke: either way there is nothing more to send.
        }

        await Close(listening).ConfigureAwait(false);
    }

    public void Dispose() => _end.Dispose();

    private async Task Send(long watermark)
    {
        while (true)
        {
            if (await store.Since(key, watermark, PageSize, _end.Token).ConfigureAwait(false) is not { } news)
            {
                End(WebSocketCloseStatus.NormalClosure, "conversation forgotten");
                return;
            }

            var set = ActivitySet.Of(news, watermark, live: true);
            if (set.Activities.Count > 0)
                await socket.SendAsync(set.ToJson(), WebSocketMessageType.Text, endOfMessage: true, _end.Token).ConfigureAwait(false);
            watermark = set.Watermark;

            if (news.Count == 0 && !await HasNews(watermark).ConfigureAwait(false))
                await socket.SendAsync(ReadOnlyMemory<byte>.Empty, WebSocketMessageType.Text, endOfMessage: true, _end.Token).ConfigureAwait(false);
        }
    }

    private async Task<bool> HasNews(long watermark)
    {
        using var silence = new CancellationTokenSource(keepAlive, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, _end.Token);
        try
        {
            await store.WaitForNews(key, watermark, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!_end.IsCancellationRequested)
        {
            return false;
        }
    }

    // Nothing a client sends on the stream has a meaning; reading it is how we learn that it went.
    private async Task Listen()
    {
        var buffer = new byte[256];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).ConfigureAwait(false) is { MessageType: not WebSocketMessageType.Close })
            {
            }
        }
        catch (WebSocketException)
        {
            // The line broke.
        }

        End(WebSocketCloseStatus.NormalClosure, "");
    }

    private async Task Close(Task listening)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                using var limit = new CancellationTokenSource(Farewell);
                await socket.CloseOutputAsync(_status, _reason, limit.Token).ConfigureAwait(false);
                await listening.WaitAsync(limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            // A client that doesn't take leave is cut off.
        }

        socket.Abort();
        await listening.ConfigureAwait(false);
    }
}
