using BackCare.Channels.Conversations;
using BackCare.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackCare.Channels.DirectLine;

/// <summary>Answers what a killed process had taken in and not answered: its own at the start, another node's within seconds.</summary>
internal sealed class UnansweredTurns(IConversationStore store, ConversationTurns turns, DirectLineActivities activities, ILogger<UnansweredTurns> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not in the way of the start.
        await Task.Yield();

        var pause = Interval;
        while (!stoppingToken.IsCancellationRequested)
        {
            // What fails now may fail again; it is tried less and less often.
            pause = await CatchUp(stoppingToken).ConfigureAwait(false) ? Interval : pause < LongestPause ? pause * 2 : pause;
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // False when something could not be answered.
    private async Task<bool> CatchUp(CancellationToken stopping)
    {
        IReadOnlyList<ConversationKey> waiting;
        try
        {
            waiting = [.. (await store.Unanswered(stopping).ConfigureAwait(false)).Where(key => key.Channel == DirectLineActivities.Channel)];
        }
#pragma warning disable CA1031 // A store that is away comes back; whoever asks it meanwhile says so.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }

        var answered = 0;
        var failed = 0;
        foreach (var key in waiting)
        {
            try
            {
                var replies = await turns.Answer(key, (reply, sequence) => activities.Said(key, reply, sequence), send: false, stopping).ConfigureAwait(false);
                answered += replies.Count > 0 ? 1 : 0;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // One that can't be answered must not keep the others waiting.
                logger.CatchUpFailed(exception, key.Conversation);
                failed++;
            }
        }

        if (answered > 0)
            logger.CaughtUp(answered);
        return failed == 0;
    }
}
