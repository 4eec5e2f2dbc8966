using BackCare.Channels.Conversations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackCare.Channels.BotConnector;

/// <summary>Adds Teams, and whatever else speaks the Bot Connector's protocol, to a host that has an <see cref="IBot"/> and a store.</summary>
public static class BotConnectorServices
{
    /// <summary>The HTTP client that fetches the issuers' keys.</summary>
    public const string KeysClient = "BotConnector.Keys";

    /// <summary>The HTTP client that sends replies.</summary>
    public const string ConnectorHttp = "BotConnector.Connector";

    extension(IServiceCollection services)
    {
        public IServiceCollection AddBotConnector()
        {
            services.AddOptions<BotConnectorOptions>().BindConfiguration(BotConnectorOptions.Section).ValidateDataAnnotations().ValidateOnStart();
            services.AddSingleton<IValidateOptions<BotConnectorOptions>, BotConnectorOptionsValidation>();
            services.TryAddSingleton(TimeProvider.System);
            services.TryAddSingleton<ConversationTurns>();

            // No redirects: our token goes to the address that was checked and to no other.
            foreach (var name in new[] { KeysClient, ConnectorHttp })
            {
                services.AddHttpClient(name, http => http.Timeout = Timeout.InfiniteTimeSpan)
                    .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(5) })
                    .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
                    .RemoveAllLoggers();
            }

            services.AddSingleton(Hosts);
            services.AddSingleton(NewGate);
            services.AddSingleton<SendingLimits>();
            services.AddSingleton<OutboxBell>();
            services.AddSingleton(NewClient);
            services.AddSingleton<TypingIndicator>();
            services.AddSingleton<ActivityReplies>();
            services.TryAddSingleton<IBotHost, PlainHost>();
            services.AddSingleton<BotConnectorEndpoint>();
            services.AddSingleton<IHostedService>(Sender);
            services.AddSingleton<IHostedService>(ListeningCheck);
            return services;
        }
    }

    extension(IEndpointRouteBuilder app)
    {
        /// <summary>Maps <c>POST /api/messages</c>, unless <c>BotConnector:Enabled</c> is false.</summary>
        public IEndpointRouteBuilder MapBotConnector()
        {
            if (app.ServiceProvider.GetRequiredService<IOptions<BotConnectorOptions>>().Value.Enabled)
            {
                var endpoint = app.ServiceProvider.GetRequiredService<BotConnectorEndpoint>();
                app.MapPost(BotConnectorEndpoint.Path, (RequestDelegate)endpoint.Handle);
            }

            return app;
        }
    }

    private static BotConnectorOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<BotConnectorOptions>>().Value;

    private static bool IsLocalDevelopment(IServiceProvider services) =>
        !Options(services).HasCredentials && services.GetRequiredService<IHostEnvironment>().IsDevelopment();

    private static ServiceHosts Hosts(IServiceProvider services)
    {
        var options = Options(services);

        return new ServiceHosts([.. ConnectorCloud.Of(options.Cloud).ServiceHosts, .. options.AllowedServiceHosts], IsLocalDevelopment(services));
    }

    private static Gate NewGate(IServiceProvider services)
    {
        var options = Options(services);
        var cloud = ConnectorCloud.Of(options.Cloud);
        var authentication = options.HasCredentials
            ? new BotConnectorAuthentication(options, Keys(services, cloud.Metadata), Keys(services, cloud.EntraMetadata), services.GetRequiredService<TimeProvider>())
            : null;

        return new Gate(authentication, services.GetRequiredService<ServiceHosts>(), IsLocalDevelopment(services));
    }

    private static SigningKeys Keys(IServiceProvider services, Uri metadata) => new(
        services.GetRequiredService<IHttpClientFactory>().CreateClient(KeysClient),
        metadata,
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILogger<SigningKeys>>());

    private static ConnectorClient NewClient(IServiceProvider services)
    {
        var options = Options(services);
        var time = services.GetRequiredService<TimeProvider>();
        var token = options.HasCredentials
            ? new ConnectorToken(services.GetService<AcquireToken>() ?? EntraTokens.From(options), time, services.GetRequiredService<ILogger<ConnectorToken>>())
            : null;

        return new ConnectorClient(
            services.GetRequiredService<IHttpClientFactory>().CreateClient(ConnectorHttp),
            token,
            services.GetRequiredService<ServiceHosts>(),
            services.GetRequiredService<SendingLimits>(),
            time,
            services.GetRequiredService<ILogger<ConnectorClient>>());
    }

    private static IHostedService Sender(IServiceProvider services) => Options(services).Enabled
        ? ActivatorUtilities.CreateInstance<OutboxSender>(services)
        : new Nothing();

    private static IHostedService ListeningCheck(IServiceProvider services) => Options(services) is { Enabled: true, HasCredentials: false }
        ? new LocalListening(services.GetRequiredService<IConfiguration>(), services.GetRequiredService<IServer>(), IsLocalDevelopment(services), services.GetRequiredService<ILogger<LocalListening>>())
        : new Nothing();

    private sealed class Nothing : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
