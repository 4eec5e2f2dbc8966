using BackCare.Web.Reload;
using Microsoft.Extensions.Options;

namespace BackCare.Web;

/// <summary>The assistant as a service of the host: read from its corpus folder at the start, and again when that changes.</summary>
public static class BackCareServices
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddBackCare()
        {
            services.AddOptions<BackCareOptions>().BindConfiguration(BackCareOptions.Section).ValidateDataAnnotations().ValidateOnStart();
            services.AddSingleton(provider => new CurrentAssistant(
                Path.Combine(AppContext.BaseDirectory, provider.GetRequiredService<IOptions<BackCareOptions>>().Value.Corpus)));
            services.AddHostedService<CorpusWatch>();

            // Not to be held on to: the next one asked for may be of another corpus.
            return services.AddTransient(provider => provider.GetRequiredService<CurrentAssistant>().Now.Assistant);
        }
    }
}
