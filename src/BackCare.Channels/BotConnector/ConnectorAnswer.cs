using System.Net;
using System.Text.Json;

namespace BackCare.Channels.BotConnector;

/// <summary>What the channel says to a request of ours: an id, or an error and whether to come back.</summary>
internal static class ConnectorAnswer
{
    public static string? Id(string answer) => Field(answer, "id");

    public static ConnectorException Failure(HttpRequestMessage request, HttpResponseMessage response, string answer, DateTimeOffset now)
    {
        var (code, message) = Error(answer);
        var correlation = Header(response, "MS-CV") ?? Header(response, "X-Correlating-OperationId");

        return new ConnectorException($"{request.Method} {request.RequestUri!.Host} answered {(int)response.StatusCode} {code ?? response.ReasonPhrase} {message}".TrimEnd())
        {
            Status = response.StatusCode,
            Code = code,
            CorrelationId = correlation,
            IsPassing = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed or HttpStatusCode.RequestTimeout
                or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout,
            RetryAfter = response.Headers.RetryAfter switch
            {
                { Delta: { } delta } => delta,
                { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
                _ => null,
            },
        };
    }

    private static (string? Code, string? Message) Error(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                ? (Word(error, "code"), Word(error, "message"))
                : (null, null);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static string? Field(string answer, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Word(document.RootElement, name) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Word(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
