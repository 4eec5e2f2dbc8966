using BackCare.Channels.Activities;
using BackCare.Channels.BotConnector;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using InvokeResponse = Microsoft.Bot.Builder.InvokeResponse;

namespace BackCare.BotBuilder;

/// <summary>The Bot Framework SDK's CloudAdapter as the host: its turns and its middleware around the same bot.</summary>
/// <remarks>Who may call is decided before it by our own gate, and what the response doesn't carry is sent by our own outbox: the SDK has neither.</remarks>
public sealed class CloudAdapterHost : IBotHost
{
    private readonly Turns _adapter;
    private readonly AnsweringHandler _handler;

    /// <param name="acquire">Null: Entra is asked.</param>
    public CloudAdapterHost(ActivityReplies replies, IOptions<BotConnectorOptions> options, IHttpClientFactory http, ILogger<CloudAdapter> log, AcquireToken? acquire = null)
    {
        _adapter = new Turns(new GatedAuthentication(new SdkCredentials(options.Value, acquire), http, log), log);
        _handler = new AnsweringHandler(replies);
    }

    /// <summary>For middleware of the SDK's kind.</summary>
    public CloudAdapter Adapter => _adapter;

    public async Task Answer(HttpContext context, Activity activity)
    {
        var response = await _adapter.Run(activity, _handler).ConfigureAwait(false);
        context.Response.StatusCode = response?.Status ?? StatusCodes.Status200OK;
        if (response?.Body is not { } body)
            return;

        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(SdkActivity.Write(body), context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>
    /// A turn without the adapter's own reading and writing of HTTP: those share one serializer, and in 4.23.0 writing a card changes it while
    /// others read.
    /// </summary>
    private sealed class Turns(GatedAuthentication authentication, ILogger log) : CloudAdapter(authentication, log)
    {
        // Once taken in, an activity is answered even if the caller hangs up.
        public Task<InvokeResponse?> Run(Activity activity, AnsweringHandler handler) =>
            ProcessActivityAsync("", SdkActivity.FromOurs(ActivityJson.Write(activity)), handler.OnTurnAsync, CancellationToken.None)!;
    }
}
