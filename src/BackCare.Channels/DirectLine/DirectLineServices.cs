using BackCare.Channels.Conversations;
using BackCare.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BackCare.Channels.DirectLine;

/// <summary>Puts Direct Line into a host.</summary>
public static class DirectLineServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Direct Line 3.0 in front of the host's <see cref="IBot"/>; conversations are kept in memory unless the host has a store.</summary>
        public IServiceCollection AddDirectLine()
        {
            services.AddOptions<DirectLineOptions>().BindConfiguration(DirectLineOptions.Section).ValidateDataAnnotations().ValidateOnStart();
            services.AddDataProtection();
            services.AddCors();
            services.TryAddSingleton(TimeProvider.System);
            services.TryAddSingleton<IConversationStore, InMemoryConversationStore>();
            services.TryAddSingleton<INodes, OnlyNode>();
            services.TryAddSingleton<ConversationTurns>();
            services.AddSingleton<DirectLineTokens>();
            services.AddSingleton<DirectLineAuthentication>();
            services.AddSingleton<DirectLineLimits>();
            services.AddSingleton<DirectLineActivities>();
            services.AddSingleton<ActivityStreams>();
            services.AddSingleton<DirectLineEndpoints>();
            services.AddHostedService<UnansweredTurns>();
            services.AddHostedService<SharedDirectLineLimits>();
            return services;
        }
    }
}
