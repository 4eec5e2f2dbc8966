using System.Threading.Channels;

namespace BackCare.Channels.BotConnector;

/// <summary>Tells the sender that there is something to send; rung often, heard once.</summary>
public sealed class OutboxBell
{
    private readonly Channel<bool> _rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _rings.Writer.TryWrite(true);

    /// <summary>Completes when the bell rings or the time is over, whichever is first.</summary>
    public async Task Wait(TimeSpan longest, TimeProvider time, CancellationToken cancellation)
    {
        using var over = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellation);
        try
        {
            await _rings.Reader.ReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The time is over: the sender looks for itself, for another node may have left something.
        }
    }
}
