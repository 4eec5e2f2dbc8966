using BackCare.Storage;
using Microsoft.Extensions.Options;

namespace BackCare.Web.Privacy;

/// <summary>Deletes conversations that have been idle for long enough, and records that have grown old: at the start and every ten minutes.</summary>
public sealed partial class IdleSweep(IRecordStore store, IOptions<StorageOptions> options, TimeProvider time, ILogger<IdleSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <returns>How many conversations were deleted.</returns>
    public async Task<int> Sweep(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var deleted = await store.Sweep(now - options.Value.IdleTime, now - options.Value.RecordTime, cancellation).ConfigureAwait(false);
        if (deleted > 0)
            Swept(logger, deleted);
        return deleted;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start doesn't wait for it.
        await Task.Yield();
        using var timer = new PeriodicTimer(TimeSpan.FromTicks(Math.Min(Interval.Ticks, options.Value.IdleTime.Ticks / 2)), time);
        do
        {
            try
            {
                await Sweep(stoppingToken).ConfigureAwait(false);
            }
            catch (StoreUnavailableException exception)
            {
                // What is due stays due.
                NotSwept(logger, exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(LogLevel.Information, "Deleted {Count} idle conversations")]
    private static partial void Swept(ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "Idle conversations could not be deleted now: {Problem}")]
    private static partial void NotSwept(ILogger logger, string problem);
}
