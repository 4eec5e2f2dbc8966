using System.Collections.Concurrent;
using System.Net.WebSockets;
using BackCare.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BackCare.Channels.DirectLine;

/// <summary>The sockets that are open on this node: one a conversation, the newer one wins, on whichever node it is.</summary>
public sealed class ActivityStreams : IDisposable
{
    private const string Opened = "stream";

    private readonly ConcurrentDictionary<ConversationKey, ActivityStream> _open = new();
    private readonly IConversationStore _store;
    private readonly IOptions<DirectLineOptions> _options;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly TimeProvider _time;
    private readonly INodes _nodes;
    private readonly IDisposable _hearing;

    public ActivityStreams(IConversationStore store, IOptions<DirectLineOptions> options, IHostApplicationLifetime lifetime, TimeProvider time, INodes nodes)
    {
        (_store, _options, _lifetime, _time, _nodes) = (store, options, lifetime, time, nodes);
        _hearing = nodes.Hear(Hear);
    }

    /// <summary>How many are open now.</summary>
    public int Count => _open.Count;

    /// <summary>Serves the socket until either side ends it.</summary>
    public async Task Serve(WebSocket socket, ConversationKey key, long watermark)
    {
        using var stream = new ActivityStream(socket, _store, key, _options.Value.KeepAlive, _time);
        using var stopping = _lifetime.ApplicationStopping.Register(() => stream.End(WebSocketCloseStatus.EndpointUnavailable, "stopping"));

        _open.AddOrUpdate(key, stream, (_, older) =>
        {
            Collide(older);
            return stream;
        });

        try
        {
            var telling = Tell(key, stream);
            await stream.Run(watermark).ConfigureAwait(false);
            await telling.ConfigureAwait(false);
        }
        finally
        {
            // Only this one: a newer stream may stand in its place.
            _open.TryRemove(KeyValuePair.Create(key, stream));
        }
    }

    public void Dispose() => _hearing.Dispose();

    private static void Collide(ActivityStream older) => older.End(WebSocketCloseStatus.PolicyViolation, "collision");

    private async Task Tell(ConversationKey key, ActivityStream stream)
    {
        if (!_nodes.MayBeMany)
            return;

        try
        {
            await _nodes.Tell($"{Opened}\n{key.Channel}\n{key.Conversation}\n{stream.Id}", CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Two sockets for a while are better than none.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    // All nodes hear of streams in one order. What is heard before a stream's own opening is of older ones; what comes after it is newer.
    private void Hear(string message)
    {
        if (message.Split('\n') is not [Opened, var channel, var conversation, var id] || !_open.TryGetValue(new ConversationKey(channel, conversation), out var stream))
            return;

        if (stream.Id == id)
            stream.IsHeardOf = true;
        else if (stream.IsHeardOf)
            Collide(stream);
    }
}
