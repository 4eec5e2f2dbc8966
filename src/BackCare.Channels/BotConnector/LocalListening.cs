using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackCare.Channels.BotConnector;

/// <summary>Without identifiers nobody can be told apart, so the program must not be reachable from outside: it refuses to start when it is.</summary>
public sealed class LocalListening(IConfiguration configuration, IServer server, bool localDevelopment, ILogger<LocalListening> log) : IHostedLifecycleService
{
    /// <summary>Before anything listens: what the settings say.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Refuse(Configured(configuration));

        return Task.CompletedTask;
    }

    /// <summary>What the server really listens on, should code have said otherwise.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        Refuse(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []);

        if (localDevelopment)
            log.AnsweringLocallyOnly();
        else
            log.AnsweringNobody();

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The addresses that the settings name, in the order of precedence that the server uses.</summary>
    public static IEnumerable<string> Configured(IConfiguration configuration)
    {
        List<string> endpoints = [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>()];
        if (endpoints.Count > 0)
            return endpoints;

        if (configuration["urls"] is { Length: > 0 } urls)
            return Split(urls);

        return [.. Split(configuration["http_ports"]).Select(port => $"http://*:{port}"), .. Split(configuration["https_ports"]).Select(port => $"https://*:{port}")];
    }

    private static void Refuse(IEnumerable<string> addresses)
    {
        List<string> outside = [.. addresses.Where(address => !IsLocal(address))];
        if (outside.Count > 0)
        {
            throw new InvalidOperationException(
                $"The bot has no BotConnector:AppId but listens on {string.Join(", ", outside)}, where others reach it. "
                + "Set BotConnector:AppId and its credential (docs/teams.md), or BotConnector:Enabled to false to serve without Teams, or listen on localhost only.");
        }
    }

    private static string[] Split(string? list) => (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // "http://+:80" and "http://*:80" are no addresses of one host, and so not local.
    private static bool IsLocal(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && ServiceHosts.IsLoopback(uri.Host);
}
