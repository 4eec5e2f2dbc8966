using BackCare.Storage.Postgres;
using BackCare.Storage.Sqlite;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackCare.Storage;

/// <summary>Chooses the store: memory when asked for, PostgreSQL when a connection names one, else SQLite.</summary>
public static class StorageServices
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddBackCareStorage()
        {
            services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
            services.TryAddSingleton(TimeProvider.System);
            services.AddSingleton(provider => new ChosenStore(Store(provider)));
            services.AddSingleton(provider => provider.GetRequiredService<ChosenStore>().Conversations);
            services.AddSingleton(provider => (IRecordStore)provider.GetRequiredService<ChosenStore>().Conversations);

            services.AddSingleton(provider => (provider.GetRequiredService<ChosenStore>().Conversations as PostgresConversationStore)?.Nodes ?? new OnlyNode());

            services.AddDataProtection().SetApplicationName("BackCare");
            services.AddOptions<KeyManagementOptions>().Configure<IRecordStore>((options, store) => options.XmlRepository = new StoredKeys(store));

            return services;
        }
    }

    private static IConversationStore Store(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        var time = provider.GetRequiredService<TimeProvider>();
        if (options.InMemory)
            return new InMemoryConversationStore(time);

        if (provider.GetRequiredService<IConfiguration>().GetConnectionString("BackCare") is { Length: > 0 } connection)
            return new PostgresConversationStore(connection, time, provider.GetRequiredService<ILogger<PostgresConversationStore>>());

        var folder = DataDirectory.Of(options, provider.GetRequiredService<IHostEnvironment>().ContentRootPath);
        return new SqliteConversationStore(Path.Combine(folder, "backcare.db"), options.SurvivePowerLoss, time);
    }

    // One store under two names, whatever a host wraps around either.
    private sealed record ChosenStore(IConversationStore Conversations);
}
