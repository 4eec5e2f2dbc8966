using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BackCare.Channels.DirectLine;

/// <summary>Where Direct Line is found.</summary>
public static class DirectLineRoutes
{
    public const string BasePath = "/v3/directline";

    extension(WebApplication app)
    {
        public WebApplication MapDirectLine()
        {
            var origins = app.Services.GetRequiredService<IOptions<DirectLineOptions>>().Value.Origins;
            var endpoints = app.Services.GetRequiredService<DirectLineEndpoints>();

            app.UseWebSockets();
            app.UseCors();

            var line = app.MapGroup(BasePath).RequireCors(policy => policy.WithOrigins(origins).AllowAnyHeader().AllowAnyMethod().WithExposedHeaders("Retry-After").SetPreflightMaxAge(TimeSpan.FromHours(2)));
            line.MapPost("/tokens/generate", Authenticated(endpoints.Generate));
            line.MapPost("/tokens/refresh", Authenticated(endpoints.Refresh));
            line.MapPost("/conversations", Authenticated(endpoints.Start));
            line.MapGet("/conversations/{conversation}", InConversation(endpoints.Reconnect));
            line.MapGet("/conversations/{conversation}/activities", InConversation(endpoints.Read));
            line.MapPost("/conversations/{conversation}/activities", InConversation(endpoints.Post));
            line.MapPost("/conversations/{conversation}/upload", InConversation(endpoints.Upload));
            line.MapGet("/conversations/{conversation}/stream", Respond(http => endpoints.Stream(http, ConversationOf(http))));
            line.Map("/{**rest}", Respond(_ => Task.FromResult(DirectLineErrors.NotFound("There is no such operation."))));
            return app;
        }
    }

    private static RequestDelegate InConversation(Func<HttpContext, DirectLineCaller, string, Task<IResult>> operation) =>
        Authenticated((http, caller) => operation(http, caller, ConversationOf(http)));

    private static RequestDelegate Authenticated(Func<HttpContext, DirectLineCaller, Task<IResult>> operation) => Respond(http =>
    {
        var caller = http.RequestServices.GetRequiredService<DirectLineAuthentication>().Identify(http.Request);
        return caller is DirectLineCaller.Refused refused
            ? Task.FromResult(DirectLineErrors.Of(refused.Status, refused.Code, refused.Message))
            : operation(http, caller);
    });

    private static RequestDelegate Respond(Func<HttpContext, Task<IResult>> operation) => async http =>
    {
        // Tokens and a person's words: nothing on the way may keep them.
        http.Response.Headers.CacheControl = "no-store";
        var result = await operation(http).ConfigureAwait(false);
        await result.ExecuteAsync(http).ConfigureAwait(false);
    };

    private static string ConversationOf(HttpContext http) => (string)http.GetRouteValue("conversation")!;
}
