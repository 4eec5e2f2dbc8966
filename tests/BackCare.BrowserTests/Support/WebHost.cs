using BackCare.Channels;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace BackCare.BrowserTests.Support;

/// <summary>The real program on a real port of this machine, with a data folder of its own.</summary>
public sealed class WebHost : WebApplicationFactory<Program>
{
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly IBot? _bot;
    private readonly string _data = Directory.CreateTempSubdirectory("backcare-test").FullName;

    private WebHost(IReadOnlyDictionary<string, string> settings, IBot? bot) => (_settings, _bot) = (settings, bot);

    /// <summary>Without a slash at its end.</summary>
    public string Address { get; private set; } = "";

    /// <param name="bot">Answers instead of the assistant: for states of the page that are hard to ask for.</param>
    public static WebHost Start(IReadOnlyDictionary<string, string>? settings = null, IBot? bot = null)
    {
        var host = new WebHost(settings ?? new Dictionary<string, string>(), bot);
        host.UseKestrel(0);
        host.StartServer();
        host.Address = host.ClientOptions.BaseAddress.ToString().TrimEnd('/').Replace("localhost", "127.0.0.1", StringComparison.Ordinal);
        return host;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Storage:DataDirectory", _data);
        builder.UseSetting("DirectLine:StartsPerMinute", "10000");
        builder.UseSetting("DirectLine:PostsPerMinute", "10000");
        foreach (var (name, value) in _settings)
            builder.UseSetting(name, value);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            if (_bot is not null)
                services.Replace(ServiceDescriptor.Singleton(_bot));
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }
}
