using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using BackCare.Channels.Activities;
using BackCare.Channels.Conversations;
using BackCare.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackCare.Channels.DirectLine;

/// <summary>What Direct Line 3.0 lets a client do: tokens, conversations, activities, the stream.</summary>
internal sealed class DirectLineEndpoints(
    DirectLineTokens tokens,
    DirectLineLimits limits,
    DirectLineActivities activities,
    ConversationTurns turns,
    IConversationStore store,
    ActivityStreams streams,
    IOptions<DirectLineOptions> options,
    TimeProvider time,
    ILogger<DirectLineEndpoints> logger)
{
    private const int PageSize = 100;
    private const int LongestUserId = 200;
    private const string StartKey = "start";

    /// <summary>A token for a conversation that has yet to begin.</summary>
    public async Task<IResult> Generate(HttpContext http, DirectLineCaller caller)
    {
        if (MayBegin(http, caller) is { } refusal)
            return refusal;

        var (parameters, problem) = await ReadParameters(http).ConfigureAwait(false);
        if (problem is not null)
            return problem;

        var conversation = NewConversation();
        return Body(conversation, tokens.Issue(conversation, parameters?.User?.Id, OriginsOf(parameters)));
    }

    /// <summary>The same token, for longer; while it still holds.</summary>
    public Task<IResult> Refresh(HttpContext http, DirectLineCaller caller) => Task.FromResult(caller switch
    {
        DirectLineCaller.Holder { Token: var token } when token.IsExpired(time.GetUtcNow()) => DirectLineErrors.TokenExpired(),
        DirectLineCaller.Holder { Token: var token } => Body(token.Conversation, tokens.Issue(token.Conversation, token.User, token.Origins)),
        DirectLineCaller.Owner => DirectLineErrors.BadArgument("A secret can't be refreshed; send a token."),
        _ => DirectLineErrors.Unauthorized(),
    });

    /// <summary>Begins the token's conversation, or a new one; 200 when it had begun before.</summary>
    public async Task<IResult> Start(HttpContext http, DirectLineCaller caller)
    {
        var held = (caller as DirectLineCaller.Holder)?.Token;
        if (held?.IsExpired(time.GetUtcNow()) == true)
            return DirectLineErrors.TokenExpired();
        if (held is null && MayBegin(http, caller) is { } refusal)
            return refusal;

        var (parameters, problem) = await ReadParameters(http).ConfigureAwait(false);
        if (problem is not null)
            return problem;

        var user = held?.User ?? parameters?.User?.Id;
        var origins = held?.Origins ?? OriginsOf(parameters);
        var key = KeyOf(held?.Conversation ?? NewConversation());
        var locale = http.Request.Headers.AcceptLanguage.ToString().Split(',', ';')[0] is { Length: > 0 and < 36 } language ? language : null;
        var (began, _) = await Take(key, StartKey, sequence => activities.Joined(key, user, locale, sequence)).ConfigureAwait(false);

        return Body(
            key.Conversation,
            tokens.Issue(key.Conversation, user, origins),
            StreamUrl(http.Request, key.Conversation, watermark: null),
            began.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>Goes on with a conversation: a fresh token and a fresh stream. The one operation an expired token still opens, for its own conversation and for a while.</summary>
    public async Task<IResult> Reconnect(HttpContext http, DirectLineCaller caller, string conversation)
    {
        if (Refuse(caller, conversation, options.Value.ReconnectWithin) is { } refusal)
            return refusal;
        if (limits.Start(AddressOf(http)) is { } wait)
            return DirectLineErrors.TooManyRequests(http, wait);
        if (ActivitySet.ParseWatermark(http.Request.Query["watermark"]) is not { } watermark)
            return DirectLineErrors.BadArgument("The watermark is not one of ours.");
        if (!await IsKnown(conversation, http.RequestAborted).ConfigureAwait(false))
            return DirectLineErrors.NotFound("There is no such conversation.");

        var held = (caller as DirectLineCaller.Holder)?.Token;
        return Body(conversation, tokens.Issue(conversation, held?.User, held?.Origins ?? []), StreamUrl(http.Request, conversation, watermark));
    }

    /// <summary>What was said after a watermark, a page at a time.</summary>
    public async Task<IResult> Read(HttpContext http, DirectLineCaller caller, string conversation)
    {
        if (Refuse(caller, conversation, TimeSpan.Zero) is { } refusal)
            return refusal;
        if (ActivitySet.ParseWatermark(http.Request.Query["watermark"]) is not { } watermark)
            return DirectLineErrors.BadArgument("The watermark is not one of ours.");

        while (true)
        {
            if (await store.Since(KeyOf(conversation), watermark, PageSize, http.RequestAborted).ConfigureAwait(false) is not { } page)
                return DirectLineErrors.NotFound("There is no such conversation.");

            // A page of which nothing is shown must not look like the end.
            var set = ActivitySet.Of(page, watermark, live: false);
            if (set.Activities.Count > 0 || page.Count < PageSize)
                return Results.Bytes(set.ToJson(), "application/json; charset=utf-8");
            watermark = set.Watermark;
        }
    }

    /// <summary>Takes an activity in, has it answered, and gives its id; the answer goes by the stream and by <see cref="Read"/>.</summary>
    public async Task<IResult> Post(HttpContext http, DirectLineCaller caller, string conversation)
    {
        if (Refuse(caller, conversation, TimeSpan.Zero) is { } refusal)
            return refusal;
        if (limits.Post(conversation) is { } wait)
            return DirectLineErrors.TooManyRequests(http, wait);
        if (await RequestBody.Read(http.Request, options.Value.MaxRequestBytes).ConfigureAwait(false) is not { } json)
            return DirectLineErrors.TooLarge();
        if (ActivityJson.Read(json) is not { } activity)
            return DirectLineErrors.BadArgument("The body is not an activity.");
        if (string.IsNullOrEmpty(activity.Type))
            return DirectLineErrors.MissingProperty("type");

        var user = (caller as DirectLineCaller.Holder)?.Token.User;
        if (user is null && activity.From?.Id is not { Length: > 0 and <= LongestUserId })
            return DirectLineErrors.MissingProperty("from.id");

        var key = KeyOf(conversation);
        if (!await IsKnown(conversation, http.RequestAborted).ConfigureAwait(false))
            return DirectLineErrors.NotFound("There is no such conversation; begin it first.");

        // Who is typing is nothing to keep, and nothing to answer.
        if (activity.Type == ActivityTypes.Typing)
            return Results.Json(new ResourceBody(DirectLineActivities.IdOf(key, 0)), DirectLineJson.Default.ResourceBody);

        // From here on a client that hangs up changes nothing: what was taken in is answered.
        var (accepted, isAnswered) = await Take(key, DirectLineActivities.KeyOf(activity), sequence => activities.Heard(key, activity, user, sequence)).ConfigureAwait(false);
        if (!isAnswered)
            return DirectLineErrors.BotRejectedActivity();

        return Results.Json(new ResourceBody(DirectLineActivities.IdOf(key, accepted.Sequence)), DirectLineJson.Default.ResourceBody);
    }

    /// <summary>Files are never taken: there is nothing this bot could say to a picture of a back.</summary>
    public Task<IResult> Upload(HttpContext http, DirectLineCaller caller, string conversation) =>
        Task.FromResult(Refuse(caller, conversation, TimeSpan.Zero) ?? DirectLineErrors.BadArgument("This bot takes no attachments."));

    /// <summary>The stream. Its address carries a ticket instead of a header, since a browser can't send one.</summary>
    public async Task<IResult> Stream(HttpContext http, string conversation)
    {
        if (!http.WebSockets.IsWebSocketRequest)
            return DirectLineErrors.BadArgument("This address is for a WebSocket.");
        if (tokens.ReadTicket(http.Request.Query["t"].ToString()) is not { } ticket || ticket.Conversation != conversation)
            return DirectLineErrors.Unauthorized();
        if (ticket.IsExpired(time.GetUtcNow()))
            return DirectLineErrors.TokenExpired();
        if (ActivitySet.ParseWatermark(http.Request.Query["watermark"]) is not { } watermark)
            return DirectLineErrors.BadArgument("The watermark is not one of ours.");
        if (!await IsKnown(conversation, http.RequestAborted).ConfigureAwait(false))
            return DirectLineErrors.NotFound("There is no such conversation.");

        using var socket = await http.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        await streams.Serve(socket, KeyOf(conversation), watermark).ConfigureAwait(false);
        return Results.Empty;
    }

    private async Task<(Accepted Accepted, bool IsAnswered)> Take(ConversationKey key, string? activityKey, Func<long, Activity> identify)
    {
        var taken = await turns.Take(key, activityKey, identify, (reply, place) => activities.Said(key, reply, place), send: false, CancellationToken.None).ConfigureAwait(false);
        if (taken.Failure is { } failure)
            logger.TurnFailed(failure, key.Conversation, taken.Accepted.Sequence);

        return (taken.Accepted, taken.Failure is null);
    }

    private IResult? MayBegin(HttpContext http, DirectLineCaller caller)
    {
        if (caller is DirectLineCaller.Owner)
            return null;
        if (!options.Value.AllowAnonymous)
            return DirectLineErrors.Unauthorized();

        return limits.Start(AddressOf(http)) is { } wait ? DirectLineErrors.TooManyRequests(http, wait) : null;
    }

    private IResult? Refuse(DirectLineCaller caller, string conversation, TimeSpan grace) => caller switch
    {
        DirectLineCaller.Owner => null,
        DirectLineCaller.Holder { Token: var token } when token.Conversation != conversation => DirectLineErrors.Forbidden("The token is for another conversation."),
        DirectLineCaller.Holder { Token: var token } when token.IsExpired(time.GetUtcNow() - grace) => DirectLineErrors.TokenExpired(),
        DirectLineCaller.Holder => null,
        _ => DirectLineErrors.Unauthorized(),
    };

    private async Task<(TokenParameters? Parameters, IResult? Problem)> ReadParameters(HttpContext http)
    {
        if (await RequestBody.Read(http.Request, options.Value.MaxRequestBytes).ConfigureAwait(false) is not { } json)
            return (null, DirectLineErrors.TooLarge());
        if (string.IsNullOrWhiteSpace(json))
            return (null, null);

        try
        {
            var parameters = JsonSerializer.Deserialize(json, DirectLineJson.Default.TokenParameters);
            return parameters?.User?.Id is { Length: 0 or > LongestUserId }
                ? (null, DirectLineErrors.BadArgument($"user.id must have 1 to {LongestUserId} characters."))
                : (parameters, null);
        }
        catch (JsonException)
        {
            return (null, DirectLineErrors.BadArgument("The body is not JSON of token parameters."));
        }
    }

    private async Task<bool> IsKnown(string conversation, CancellationToken cancellation) =>
        await store.Since(KeyOf(conversation), long.MaxValue, 1, cancellation).ConfigureAwait(false) is not null;

    private IResult Body(string conversation, string token, string? streamUrl = null, int status = StatusCodes.Status200OK) =>
        Results.Json(
            new ConversationBody(conversation, token, (int)options.Value.TokenLifetime.TotalSeconds, streamUrl),
            DirectLineJson.Default.ConversationBody,
            statusCode: status);

    private string StreamUrl(HttpRequest request, string conversation, long? watermark)
    {
        var scheme = request.IsHttps ? "wss" : "ws";
        var since = watermark is null ? "" : $"watermark={watermark}&";
        return $"{scheme}://{request.Host}{request.PathBase}{DirectLineRoutes.BasePath}/conversations/{conversation}/stream?{since}t={tokens.IssueTicket(conversation)}";
    }

    private static ConversationKey KeyOf(string conversation) => new(DirectLineActivities.Channel, conversation);

    private static ImmutableArray<string> OriginsOf(TokenParameters? parameters) => [.. parameters?.TrustedOrigins?.Take(20) ?? []];

    private static string NewConversation() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    private static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";
}
