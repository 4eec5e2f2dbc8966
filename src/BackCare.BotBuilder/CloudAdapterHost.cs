using System.Text.Json;
using BackCare.Channels.Activities;
using BackCare.Channels.BotConnector;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackCare.BotBuilder;

/// <summary>The Bot Framework SDK's CloudAdapter as the host: its turns, its middleware, its responses, around the same bot.</summary>
/// <remarks>Who may call is decided before it by our own gate, and what the response doesn't carry is sent by our own outbox: the SDK has neither.</remarks>
public sealed class CloudAdapterHost : IBotHost
{
    private readonly CloudAdapter _adapter;
    private readonly AnsweringHandler _handler;

    /// <param name="acquire">Null: Entra is asked.</param>
    public CloudAdapterHost(ActivityReplies replies, IOptions<BotConnectorOptions> options, IHttpClientFactory http, ILogger<CloudAdapter> log, AcquireToken? acquire = null)
    {
        _adapter = new CloudAdapter(new GatedAuthentication(new SdkCredentials(options.Value, acquire), http, log), log);
        _handler = new AnsweringHandler(replies);
    }

    /// <summary>For middleware of the SDK's kind.</summary>
    public CloudAdapter Adapter => _adapter;

    public async Task Answer(HttpContext context, Activity activity)
    {
        // The adapter reads the body once more, by its own types.
        using var body = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(activity, ActivityJson.Wire.Activity));
        context.Request.Body = body;

        // Once taken in, an activity is answered even if the caller hangs up.
        await _adapter.ProcessAsync(context.Request, context.Response, _handler, CancellationToken.None).ConfigureAwait(false);
    }
}
