using System.Globalization;
using BackCare.Channels.Activities;
using Microsoft.AspNetCore.Http;

namespace BackCare.Channels.DirectLine;

/// <summary>The protocol's errors: a status, a code that stays, words that may change.</summary>
internal static class DirectLineErrors
{
    public static IResult BadArgument(string message) => Of(StatusCodes.Status400BadRequest, "BadArgument", message);

    public static IResult MissingProperty(string name) => Of(StatusCodes.Status400BadRequest, "MissingProperty", $"The activity has no {name}.");

    public static IResult Unauthorized() => Of(StatusCodes.Status401Unauthorized, "Unauthorized", "A token or secret is needed.");

    public static IResult Forbidden(string message) => Of(StatusCodes.Status403Forbidden, "Forbidden", message);

    public static IResult TokenExpired() => Of(StatusCodes.Status403Forbidden, "TokenExpired", "Token has expired.");

    public static IResult NotFound(string message) => Of(StatusCodes.Status404NotFound, "NotFound", message);

    public static IResult TooLarge() => Of(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", "The request is too large.");

    public static IResult BotRejectedActivity() => Of(StatusCodes.Status502BadGateway, "BotRejectedActivity", "The bot could not answer.");

    public static IResult TooManyRequests(HttpContext http, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Of(StatusCodes.Status429TooManyRequests, "TooManyRequests", "Too many requests; wait and try again.");
    }

    public static IResult Of(int status, string code, string message) =>
        Results.Json(new ErrorResponse(code, message), DirectLineJson.Default.ErrorResponse, statusCode: status);
}
