using BackCare.Storage;
using Microsoft.Extensions.Hosting;

namespace BackCare.Channels.DirectLine;

/// <summary>Tells the other nodes every second how much was asked of this one, so that going from node to node gains nobody more.</summary>
internal sealed class SharedDirectLineLimits(DirectLineLimits limits, INodes nodes, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!nodes.MayBeMany)
            return;

        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await limits.Share(stoppingToken).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Each node still keeps the limits for itself; whoever needs the store says what is wrong with it.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
            }
        }
    }
}
