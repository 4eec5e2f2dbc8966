using BackCare.Channels.Activities;
using BackCare.Storage;

namespace BackCare.Web.Limits;

/// <summary>A store that can't be used now is told as 503 with <c>Retry-After</c>: a client tries again, and nothing is half kept.</summary>
public sealed partial class StoreOutage(RequestDelegate next, ILogger<StoreOutage> logger)
{
    public async Task Invoke(HttpContext http)
    {
        try
        {
            await next(http).ConfigureAwait(false);
        }
        catch (StoreUnavailableException exception) when (!http.Response.HasStarted)
        {
            Unavailable(logger, exception.Message);
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = "5";
            await http.Response.WriteAsJsonAsync(new ErrorResponse("ServiceUnavailable", "The service can't keep your message now; try again in a few seconds."), ActivityJson.Wire.ErrorResponse, cancellationToken: http.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has hung up.
        }
    }

    [LoggerMessage(LogLevel.Error, "A request was refused because the store can't be used: {Problem}")]
    private static partial void Unavailable(ILogger logger, string problem);
}
