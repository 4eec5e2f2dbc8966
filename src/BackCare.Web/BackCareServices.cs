using Microsoft.Extensions.Options;

namespace BackCare.Web;

/// <summary>The assistant as a service of the host: read from its corpus folder once, at the start.</summary>
public static class BackCareServices
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddBackCare()
        {
            services.AddOptions<BackCareOptions>().BindConfiguration(BackCareOptions.Section).ValidateDataAnnotations().ValidateOnStart();

            return services.AddSingleton(provider =>
                AssistantLoader.Load(Path.Combine(AppContext.BaseDirectory, provider.GetRequiredService<IOptions<BackCareOptions>>().Value.Corpus)));
        }
    }
}
