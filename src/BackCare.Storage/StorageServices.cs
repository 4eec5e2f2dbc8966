using BackCare.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BackCare.Storage;

/// <summary>Chooses the store: memory when asked for, else SQLite.</summary>
public static class StorageServices
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddBackCareStorage()
        {
            services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
            services.TryAddSingleton(TimeProvider.System);
            services.AddSingleton<IConversationStore>(provider =>
            {
                var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
                var time = provider.GetRequiredService<TimeProvider>();
                if (options.InMemory)
                    return new InMemoryConversationStore(time);

                var folder = DataDirectory.Of(options, provider.GetRequiredService<IHostEnvironment>().ContentRootPath);
                return new SqliteConversationStore(Path.Combine(folder, "backcare.db"), options.SurvivePowerLoss, time);
            });

            return services;
        }
    }
}
