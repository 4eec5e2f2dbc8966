using System.Collections.Concurrent;
using System.Net.WebSockets;
using BackCare.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BackCare.Channels.DirectLine;

/// <summary>The sockets that are open on this node: one a conversation, the newer one wins.</summary>
public sealed class ActivityStreams(
    IConversationStore store,
    IOptions<DirectLineOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time)
{
    private readonly ConcurrentDictionary<ConversationKey, ActivityStream> _open = new();

    /// <summary>How many are open now.</summary>
    public int Count => _open.Count;

    /// <summary>Serves the socket until either side ends it.</summary>
    public async Task Serve(WebSocket socket, ConversationKey key, long watermark)
    {
        using var stream = new ActivityStream(socket, store, key, options.Value.KeepAlive, time);
        using var stopping = lifetime.ApplicationStopping.Register(() => stream.End(WebSocketCloseStatus.EndpointUnavailable, "stopping"));

        _open.AddOrUpdate(key, stream, (_, older) =>
        {
            older.End(WebSocketCloseStatus.PolicyViolation, "collision");
            return stream;
        });

        try
        {
            await stream.Run(watermark).ConfigureAwait(false);
        }
        finally
        {
            // Only this one: a newer stream may stand in its place.
            _open.TryRemove(KeyValuePair.Create(key, stream));
        }
    }
}
