using System.Runtime.ExceptionServices;
using System.Text.Json;
using BackCare.Channels.Activities;
using BackCare.Channels.Conversations;
using BackCare.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackCare.Channels.BotConnector;

/// <summary><c>POST /api/messages</c>: lets the caller in or not, keeps the activity, has it answered, and answers the request.</summary>
public sealed class BotConnectorEndpoint(
    Gate gate,
    ConversationTurns turns,
    IConversationStore store,
    OutboxBell bell,
    TypingIndicator typing,
    IOptions<BotConnectorOptions> options,
    ILogger<BotConnectorEndpoint> log)
{
    public const string Path = "/api/messages";

    /// <summary>The channel under which our own Direct Line keeps its conversations; Microsoft's channel of that name is kept apart.</summary>
    public const string OwnWebChat = "directline";

    private const int Page = 50;

    public async Task Handle(HttpContext context)
    {
        var check = await gate.CheckToken(context).ConfigureAwait(false);
        if (check is not TokenCheck.Genuine { Caller: var caller })
        {
            await Refuse(context, ((TokenCheck.Refused)check).Refusal).ConfigureAwait(false);
            return;
        }

        var (activity, problem) = await Read(context).ConfigureAwait(false);
        if (activity is null)
        {
            await WriteError(context, problem!.Value.Status, problem.Value.Code, problem.Value.Message).ConfigureAwait(false);
            return;
        }

        if (gate.CheckActivity(caller, activity) is { } refusal)
        {
            await Refuse(context, refusal).ConfigureAwait(false);
            return;
        }

        await Answer(context, activity).ConfigureAwait(false);
    }

    private async Task Answer(HttpContext context, Activity activity)
    {
        var key = Key(activity);
        if (activity is { Type: ActivityTypes.Invoke, ReplyToId: { Length: > 0 } about })
            activity = activity with { RelatesTo = await Answered(key, about).ConfigureAwait(false) };

        // Once taken in, an activity is answered even if the caller hangs up: the answer belongs to the conversation.
        TakenTurn taken;
        using (typing.Watch(activity))
            taken = await turns.Take(key, DeliveryKey(activity), _ => activity, (reply, _) => reply, send: true, CancellationToken.None).ConfigureAwait(false);

        var (accepted, answered, failure) = taken;
        if (!accepted.IsNew)
            log.Redelivered(activity.Type, activity.Id, activity.ChannelId);
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);

        var replies = answered.FirstOrDefault(turn => turn.Sequence == accepted.Sequence)?.Replies;
        if (activity is { Type: ActivityTypes.Invoke })
        {
            bell.Ring();
            await WriteInvokeResponse(context, replies ?? await Replies(key, accepted, activity).ConfigureAwait(false)).ConfigureAwait(false);
        }
        else if (activity.DeliveryMode == DeliveryModes.ExpectReplies)
        {
            // Its own replies don't go by the outbox; those to what waited before it do.
            if (answered.Count > 1)
                bell.Ring();
            await WriteReplies(context, replies ?? await Replies(key, accepted, activity).ConfigureAwait(false)).ConfigureAwait(false);
        }
        else
        {
            bell.Ring();
            context.Response.StatusCode = StatusCodes.Status200OK;
        }
    }

    /// <summary>Which conversation an activity belongs to: its channel's, and never one that is held by an endpoint of our own.</summary>
    public static ConversationKey Key(Activity activity) => new(
        activity.ChannelId!.Equals(OwnWebChat, StringComparison.OrdinalIgnoreCase) ? $"connector:{OwnWebChat}" : activity.ChannelId,
        activity.Conversation!.Id!);

    /// <summary>What makes a second delivery the same one. An edit or a reaction carries the id of the message it is about, so its moment counts too.</summary>
    public static string? DeliveryKey(Activity activity) => activity switch
    {
        { Id: null or "" } => null,
        { Type: ActivityTypes.Message } => activity.Id,
        _ => $"{activity.Type}|{activity.Id}|{activity.Timestamp}",
    };

    // From the log, where another request has answered this activity: a second delivery gets the same replies as the first.
    private async Task<IReadOnlyList<string>> Replies(ConversationKey key, Accepted accepted, Activity activity)
    {
        List<string> replies = [];
        var watermark = accepted.Sequence;
        while (await store.Since(key, watermark, Page, CancellationToken.None).ConfigureAwait(false) is [.., var last] page)
        {
            foreach (var logged in page)
            {
                if (!logged.FromBot || ActivityJson.Read(logged.Json) is not { } reply || reply.ReplyToId != activity.Id || reply.Name == SentActivity.Name)
                    continue;
                replies.Add(logged.Json);
            }

            // A turn's replies stand together; what comes later answers something else.
            if (replies.Count > 0 || page.Count < Page)
                return replies;
            watermark = last.Sequence;
        }

        return replies;
    }

    // Teams names a rated message by the id it gave it; what we know it by is the message it answered.
    private async Task<ConversationReference?> Answered(ConversationKey key, string sent)
    {
        var watermark = 0L;
        while (await store.Since(key, watermark, Page, CancellationToken.None).ConfigureAwait(false) is [.., var last] page)
        {
            foreach (var logged in page)
            {
                if (logged.FromBot && ActivityJson.Read(logged.Json) is { Name: SentActivity.Name } entry && entry.Id == sent)
                    return new ConversationReference { ActivityId = entry.ReplyToId };
            }

            watermark = last.Sequence;
        }

        return null;
    }

    private static async Task WriteInvokeResponse(HttpContext context, IReadOnlyList<string> replies)
    {
        if (replies.Select(ActivityJson.Read).FirstOrDefault(reply => reply is { Type: ActivityTypes.InvokeResponse }) is not { } response)
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

    private async Task<(Activity? Activity, (int Status, string Code, string Message)? Problem)> Read(HttpContext context)
    {
        var request = context.Request;
        // A form or plain text could be sent by a web page without asking; JSON can't.
        if (!request.HasJsonContentType())
            return (null, (StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType", "An activity is sent as application/json."));

        var most = options.Value.MaxActivityBytes;
        if (request.ContentLength > most)
            return (null, (StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", $"An activity may have {most} bytes."));
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = most;

        try
        {
            var activity = await JsonSerializer.DeserializeAsync(request.BodyReader, ActivityJson.Wire.Activity, context.RequestAborted).ConfigureAwait(false);

            return activity switch
            {
                null or { Type: null or "" } => (null, (StatusCodes.Status400BadRequest, "MissingProperty", "An activity has a type.")),
                { ChannelId: null or "" } => (null, (StatusCodes.Status400BadRequest, "MissingProperty", "An activity has a channelId.")),
                { Conversation.Id: not (null or "") } => (activity, null),
                _ => (null, (StatusCodes.Status400BadRequest, "MissingProperty", "An activity has a conversation with an id.")),
            };
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            return (null, (StatusCodes.Status400BadRequest, "BadSyntax", "The body is not an activity in JSON."));
        }
        catch (BadHttpRequestException failure)
        {
            return (null, (failure.StatusCode, failure.StatusCode == StatusCodes.Status413PayloadTooLarge ? "MessageSizeTooBig" : "BadSyntax", "The body can't be read."));
        }
    }

    private Task Refuse(HttpContext context, Refusal refusal)
    {
        log.Refused(refusal.Status, refusal.Code, refusal.Message);
        if (refusal.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = refusal == Refusal.MissingToken ? "Bearer" : "Bearer error=\"invalid_token\"";

        return WriteError(context, refusal.Status, refusal.Code, refusal.Message);
    }

    private static Task WriteError(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new ErrorResponse(code, message), ActivityJson.Wire.ErrorResponse, cancellationToken: context.RequestAborted);
    }
}
