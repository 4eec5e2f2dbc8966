using System.Text.Json;
using BackCare.Channels.Activities;
using BackCare.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackCare.Channels.BotConnector;

/// <summary><c>POST /api/messages</c>: lets the caller in or not, and hands on what is an activity.</summary>
public sealed class BotConnectorEndpoint(
    Gate gate,
    IBotHost host,
    IOptions<BotConnectorOptions> options,
    ILogger<BotConnectorEndpoint> log)
{
    public const string Path = "/api/messages";

    /// <summary>The channel under which our own Direct Line keeps its conversations; Microsoft's channel of that name is kept apart.</summary>
    public const string OwnWebChat = "directline";

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

        await host.Answer(context, activity).ConfigureAwait(false);
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
