using System.Reflection;
using System.Text.Json.Nodes;
using BackCare.Storage;
using BackCare.Web.Reload;
using Microsoft.AspNetCore.DataProtection;

namespace BackCare.Web.Health;

/// <summary>Whether the process lives, and whether it can answer: for a load balancer and for whoever is on call.</summary>
public static class HealthRoutes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The program's own version.</summary>
    public static string Version { get; } =
        typeof(HealthRoutes).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    extension(WebApplication app)
    {
        public void MapHealth()
        {
            app.MapGet("/health/live", () => Results.Json(new JsonObject { ["status"] = "live" }));
            app.MapGet("/health/ready", Ready);
        }
    }

    private static async Task<IResult> Ready(CurrentAssistant current, IRecordStore store, IDataProtectionProvider protection, CancellationToken cancellation)
    {
        var storeProblem = await Problem(() => store.Check(cancellation)).ConfigureAwait(false);
        // Without the store its keys can't be read either; one complaint is enough.
        var keyProblem = storeProblem is null ? await Problem(() => Task.Run(() => RoundTrip(protection), cancellation)).ConfigureAwait(false) : null;
        var isReady = storeProblem is null && keyProblem is null;

        return Results.Json(
            new JsonObject
            {
                ["status"] = isReady ? "ready" : "not ready",
                ["version"] = Version,
                ["corpus"] = new JsonObject
                {
                    ["version"] = current.Now.Version.Corpus,
                    ["rules"] = current.Now.Version.Rules,
                    // A change that was refused doesn't stop the answers; it is here so that somebody sees it.
                    ["problems"] = new JsonArray([.. current.Problems.Select(problem => (JsonNode)problem)]),
                },
                ["store"] = storeProblem ?? "ok",
                ["keys"] = keyProblem ?? "ok",
            },
            statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static void RoundTrip(IDataProtectionProvider protection)
    {
        var protector = protection.CreateProtector("health");
        protector.Unprotect(protector.Protect("health"));
    }

    private static async Task<string?> Problem(Func<Task> check)
    {
        try
        {
            await check().WaitAsync(Patience).ConfigureAwait(false);
            return null;
        }
        catch (StoreUnavailableException exception)
        {
            return exception.Message;
        }
        catch (TimeoutException)
        {
            return "No answer within three seconds.";
        }
#pragma warning disable CA1031 // Whatever is wrong, the answer is that it isn't ready; what exactly is for the log.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception.GetType().Name;
        }
    }
}
