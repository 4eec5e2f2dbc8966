using BackCare.Channels;
using BackCare.Storage;
using BackCare.Web.Reload;
using Microsoft.Extensions.Options;

namespace BackCare.Web.Privacy;

/// <summary>What a person can ask about their data, around the bot; and the sweep that deletes what is no longer needed.</summary>
public static class PrivacyServices
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddPrivacy<TBot>()
            where TBot : class, IBot
        {
            services.AddSingleton<TBot>();
            services.AddSingleton<IBot>(provider => new VerbsBot(
                provider.GetRequiredService<TBot>(),
                provider.GetRequiredService<CurrentAssistant>(),
                provider.GetRequiredService<IOptions<StorageOptions>>()));
            services.AddSingleton<IdleSweep>();
            return services.AddHostedService(provider => provider.GetRequiredService<IdleSweep>());
        }
    }
}
