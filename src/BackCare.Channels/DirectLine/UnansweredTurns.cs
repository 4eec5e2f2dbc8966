using BackCare.Channels.Conversations;
using BackCare.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackCare.Channels.DirectLine;

/// <summary>Answers, once at the start, what a killed process had taken in and not answered.</summary>
internal sealed class UnansweredTurns(IConversationStore store, ConversationTurns turns, DirectLineActivities activities, ILogger<UnansweredTurns> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var waiting = (await store.Unanswered(stoppingToken).ConfigureAwait(false)).Where(key => key.Channel == DirectLineActivities.Channel).ToList();

        foreach (var key in waiting)
        {
            try
            {
                await turns.Answer(key, (reply, sequence) => activities.Said(key, reply, sequence), send: false, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // One that can't be answered must not keep the others waiting.
                logger.CatchUpFailed(exception, key.Conversation);
            }
        }

        if (waiting.Count > 0)
            logger.CaughtUp(waiting.Count);
    }
}
