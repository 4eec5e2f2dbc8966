using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using BackCare.Channels.Activities;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace BackCare.Channels.BotConnector;

/// <summary>Sends replies to the channel: to an allowed address only, with our token, again when the channel says so.</summary>
/// <param name="http">A client that follows no redirects: our token goes nowhere we were not told to send it.</param>
/// <param name="token">Null while the bot has no identifiers: then nothing but this machine is sent to.</param>
public sealed class ConnectorClient(
    HttpClient http,
    ConnectorToken? token,
    ServiceHosts hosts,
    SendingLimits limits,
    TimeProvider time,
    ILogger<ConnectorClient> log)
{
    /// <summary>How long is tried at once; what takes longer goes back to the outbox, so that one slow conversation holds nobody up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How long one request may take. With <see cref="Patience"/> it stays under the time for which a reply is claimed.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(40);

    private static readonly ResiliencePropertyKey<DateTimeOffset> Began = new("began");

    private readonly ResiliencePipeline<string?> _retries = new ResiliencePipelineBuilder<string?> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<string?>
        {
            MaxRetryAttempts = 4,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = TimeSpan.FromSeconds(5),
            ShouldHandle = attempt => ValueTask.FromResult(
                attempt.Outcome.Exception is ConnectorException { IsPassing: true } failure
                && time.GetUtcNow() + (failure.RetryAfter ?? TimeSpan.Zero) <= attempt.Context.Properties.GetValue(Began, default) + Patience),
            DelayGenerator = attempt => ValueTask.FromResult((attempt.Outcome.Exception as ConnectorException)?.RetryAfter),
            OnRetry = attempt =>
            {
                log.Retrying(attempt.AttemptNumber + 1, attempt.RetryDelay, attempt.Outcome.Exception!.Message);
                return ValueTask.CompletedTask;
            },
        })
        .Build();

    /// <summary>Sends a new activity, as an answer where it has a <c>replyToId</c>.</summary>
    /// <returns>The id the channel gave it; null when it gave none.</returns>
    /// <exception cref="ConnectorException">It was not sent.</exception>
    public Task<string?> Send(Activity activity, CancellationToken cancellation) =>
        Request(HttpMethod.Post, activity, activity.ReplyToId, cancellation);

    /// <summary>Puts an activity in the place of one sent before, named by its <c>id</c>.</summary>
    public Task Update(Activity activity, CancellationToken cancellation) =>
        Request(HttpMethod.Put, activity, activity.Id ?? throw new ArgumentException("An update names the activity it replaces by its id.", nameof(activity)), cancellation);

    /// <summary>Takes an activity back, named by its <c>id</c>; only its address counts otherwise.</summary>
    public Task Delete(Activity activity, CancellationToken cancellation) =>
        Request(HttpMethod.Delete, activity, activity.Id ?? throw new ArgumentException("A deletion names the activity by its id.", nameof(activity)), cancellation);

    /// <summary>The address of a conversation's activities, or of one of them; ids as they came, escaped.</summary>
    public static Uri Address(string serviceUrl, string conversation, string? activity)
    {
        var activities = $"{serviceUrl.TrimEnd('/')}/v3/conversations/{Uri.EscapeDataString(conversation)}/activities";

        return new Uri(activity is { Length: > 0 } ? $"{activities}/{Uri.EscapeDataString(activity)}" : activities);
    }

    private async Task<string?> Request(HttpMethod method, Activity activity, string? id, CancellationToken cancellation)
    {
        if (!hosts.Allows(activity.ServiceUrl))
            throw new ConnectorException($"'{activity.ServiceUrl}' is not an address that replies may go to; see BotConnector:AllowedServiceHosts.") { Code = "ServiceHostNotAllowed" };
        if (activity.Conversation?.Id is not { Length: > 0 } conversation)
            throw new ConnectorException("The activity has no conversation to send it to.") { Code = "NoConversation" };
        // Escaping leaves dots alone, and these two would name another address.
        if (conversation is "." or ".." || id is "." or "..")
            throw new ConnectorException("An id of the activity is '.' or '..', which names no conversation or activity.") { Code = "BadId" };

        var address = Address(activity.ServiceUrl!, conversation, id);
        var body = method == HttpMethod.Delete ? null : JsonSerializer.SerializeToUtf8Bytes(activity, ActivityJson.Wire.Activity);

        var context = ResilienceContextPool.Shared.Get(cancellation);
        try
        {
            context.Properties.Set(Began, time.GetUtcNow());
            return await _retries.ExecuteAsync(
                async (attempt, request) => await request.Client.InTurn(request.Method, request.Address, request.Body, request.Conversation, attempt.CancellationToken).ConfigureAwait(false),
                context,
                (Client: this, Method: method, Address: address, Body: body, Conversation: conversation)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<string?> InTurn(HttpMethod method, Uri address, byte[]? body, string conversation, CancellationToken cancellation)
    {
        var wait = limits.Take(conversation, time.GetUtcNow(), Patience);
        if (wait > Patience)
            throw new ConnectorException("The conversation has had as many messages as Teams takes for now.") { IsPassing = true, RetryAfter = wait };
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellation).ConfigureAwait(false);

        var bearer = token is null ? null : await token.Get(cancellation).ConfigureAwait(false);
        try
        {
            return await Once(method, address, body, bearer, cancellation).ConfigureAwait(false);
        }
        catch (ConnectorException refusal) when (refusal.Status == HttpStatusCode.Unauthorized && bearer is not null)
        {
            var another = await token!.GetAfterRefusal(bearer, cancellation).ConfigureAwait(false);
            return await Once(method, address, body, another, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<string?> Once(HttpMethod method, Uri address, byte[]? body, string? bearer, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        using var request = new HttpRequestMessage(method, address);
        if (bearer is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", Encoding.UTF8.WebName) } };

        try
        {
            using var response = await http.SendAsync(request, either.Token).ConfigureAwait(false);
            var answer = await response.Content.ReadAsStringAsync(either.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? ConnectorAnswer.Id(answer) : throw ConnectorAnswer.Failure(request, response, answer, time.GetUtcNow());
        }
        // Whether it arrived before the line broke can't be known. Said twice is better than not at all: it may be a referral.
        catch (HttpRequestException failure)
        {
            throw new ConnectorException($"{method} {address.Host} failed: {failure.Message}", failure) { IsPassing = true };
        }
        catch (OperationCanceledException failure) when (!cancellation.IsCancellationRequested)
        {
            throw new ConnectorException($"{method} {address.Host} gave no answer within {RequestTimeout.TotalSeconds:f0} s.", failure) { IsPassing = true };
        }
    }
}
