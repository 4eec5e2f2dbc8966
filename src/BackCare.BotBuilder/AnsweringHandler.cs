using BackCare.Channels.BotConnector;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using OwnInvokeResponse = BackCare.Channels.Activities.InvokeResponse;

namespace BackCare.BotBuilder;

/// <summary>Hands every activity to the bot, whatever its type: which types are answered is the bot's to say.</summary>
public sealed class AnsweringHandler(ActivityReplies replies) : ActivityHandler
{
    public override async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        var activity = turnContext.Activity;
        var said = await replies.To(SdkActivity.ToOurs(activity)).ConfigureAwait(false);

        if (activity.Type == ActivityTypes.Invoke)
            await Respond(turnContext, said, cancellationToken).ConfigureAwait(false);
        else if (activity.DeliveryMode == DeliveryModes.ExpectReplies && said.Count > 0)
            await turnContext.SendActivitiesAsync([.. said.Select(SdkActivity.FromOurs)], cancellationToken).ConfigureAwait(false);
    }

    // Without a response of ours the adapter says by itself that the invoke isn't implemented.
    private static async Task Respond(ITurnContext turnContext, IReadOnlyList<string> said, CancellationToken cancellation)
    {
        if (ActivityReplies.InvokeResponse(said) is not { } response)
            return;

        var invokeResponse = new InvokeResponse
        {
            Status = OwnInvokeResponse.Status(response),
            Body = OwnInvokeResponse.Body(response) is { } body ? SdkActivity.Json(body) : null,
        };
        await turnContext.SendActivityAsync(new Activity { Type = ActivityTypesEx.InvokeResponse, Value = invokeResponse }, cancellation).ConfigureAwait(false);
    }
}
