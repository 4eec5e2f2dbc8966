using BackCare.Channels.Activities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackCare.Channels.BotConnector;

/// <summary>Shows that an answer is under way, but only when it takes long enough to be missed, which it hardly ever does.</summary>
public sealed class TypingIndicator(ConnectorClient client, IOptions<BotConnectorOptions> options, TimeProvider time, ILogger<TypingIndicator> log)
{
    /// <summary>Watches over the answering of an activity until disposed.</summary>
    /// <returns>Null where nobody would see it.</returns>
    public IDisposable? Watch(Activity activity) =>
        activity is { Type: ActivityTypes.Message, DeliveryMode: not DeliveryModes.ExpectReplies, ServiceUrl.Length: > 0 }
            ? time.CreateTimer(_ => _ = Send(activity), null, options.Value.TypingAfter, Timeout.InfiniteTimeSpan)
            : null;

    private async Task Send(Activity activity)
    {
        try
        {
            await client.Send(activity.CreateReply() with { Type = ActivityTypes.Typing, Locale = null }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ConnectorException failure)
        {
            log.TypingNotSent(failure.Message);
        }
    }
}
