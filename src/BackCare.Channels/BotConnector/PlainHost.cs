using BackCare.Channels.Activities;
using Microsoft.AspNetCore.Http;

namespace BackCare.Channels.BotConnector;

/// <summary>Our own host: what is expected in the response is written there as it was kept.</summary>
public sealed class PlainHost(ActivityReplies replies) : IBotHost
{
    public async Task Answer(HttpContext context, Activity activity)
    {
        var said = await replies.To(activity).ConfigureAwait(false);
        if (activity is { Type: ActivityTypes.Invoke })
            await WriteInvokeResponse(context, said).ConfigureAwait(false);
        else if (activity.DeliveryMode == DeliveryModes.ExpectReplies)
            await WriteReplies(context, said).ConfigureAwait(false);
        else
            context.Response.StatusCode = StatusCodes.Status200OK;
    }

    private static async Task WriteInvokeResponse(HttpContext context, IReadOnlyList<string> replies)
    {
        if (ActivityReplies.InvokeResponse(replies) is not { } response)
        {
            context.Response.StatusCode = StatusCodes.Status501NotImplemented;
            return;
        }

        context.Response.StatusCode = InvokeResponse.Status(response);
        if (InvokeResponse.Body(response) is { } body)
            await context.Response.WriteAsJsonAsync(body, ActivityJson.Wire.JsonNode, cancellationToken: context.RequestAborted).ConfigureAwait(false);
    }

    private static Task WriteReplies(HttpContext context, IReadOnlyList<string> replies)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(ExpectedReplies.Of(replies), context.RequestAborted);
    }
}
