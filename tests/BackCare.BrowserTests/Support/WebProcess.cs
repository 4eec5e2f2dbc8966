using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace BackCare.BrowserTests.Support;

/// <summary>The program as a process of its own, which can be killed and started again with the same data.</summary>
public sealed class WebProcess : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("backcare-test").FullName;
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(2) };
    private Process? _process;

    private readonly string[] _settings;

    private WebProcess(string[] settings)
    {
        _settings = settings;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    public string Address { get; }

    /// <summary>Bytes of memory it holds now.</summary>
    public long WorkingSet
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static async Task<WebProcess> Begin(params string[] settings)
    {
        var process = new WebProcess(settings);
        await process.Start();
        return process;
    }

    /// <summary>Returns once it answers.</summary>
    public async Task Start()
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "BackCare.Web.dll"), "--urls", Address, "--Storage:DataDirectory", _data, "--Logging:LogLevel:Default", "None", .. _settings])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await Answers())
        {
            limit.Token.ThrowIfCancellationRequested();
            _process.HasExited.ShouldBeFalse("the program ended instead of starting");
        }
    }

    /// <summary>As a crash would: without a word to anybody.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _client.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private async Task<bool> Answers()
    {
        try
        {
            return (await _client.GetAsync(new Uri($"{Address}/mark.svg"))).IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
