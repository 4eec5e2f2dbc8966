using Microsoft.Extensions.Options;

namespace BackCare.Web.Pages;

/// <summary>Puts the chat page and the source view into the host.</summary>
public static class PageServices
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddPages()
        {
            services.AddOptions<PageOptions>().BindConfiguration(PageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
            return services
                .AddSingleton<PagePolicy>()
                .AddSingleton(provider => PageWords.Read(provider.GetRequiredService<IOptions<PageOptions>>().Value.Language));
        }
    }
}
