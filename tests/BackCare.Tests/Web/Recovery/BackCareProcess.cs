using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace BackCare.Tests.Web.Recovery;

/// <summary>The program as a process of its own, which can be killed and started again.</summary>
internal sealed class BackCareProcess(int port, params (string Name, string Value)[] settings) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private Process? _process;

    public Uri Address { get; } = new($"http://127.0.0.1:{port}");

    /// <summary>All it said, in every life.</summary>
    public ConcurrentQueue<string> Output { get; } = [];

    /// <summary>Bytes of memory it holds now.</summary>
    public long WorkingSet
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64;
        }
    }

    public bool IsRunning => _process is { HasExited: false };

    public async Task Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "BackCare.Web.dll"));
        foreach (var (name, value) in settings.Append(("urls", Address.ToString())).Append(("DirectLine:PostsPerMinute", "100000")).Append(("DirectLine:StartsPerMinute", "100000")))
            start.ArgumentList.Add($"--{name}={value}");
        // What is not ours to read is read from the environment.
        foreach (var (name, value) in settings.Where(setting => setting.Name.StartsWith("OTEL_", StringComparison.Ordinal)))
            start.Environment[name] = value;

        var listening = new TaskCompletionSource();
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("Application started", StringComparison.Ordinal) == true)
                listening.TrySetResult();
            Output.Enqueue(line.Data ?? "");
        };
        _process.ErrorDataReceived += (_, line) => Output.Enqueue(line.Data ?? "");
        _process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"It stopped: {string.Join('\n', Output.TakeLast(30))}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            await listening.Task.WaitAsync(Patience);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"It doesn't start: {string.Join('\n', Output.TakeLast(30))}", exception);
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>As <c>kill -9</c>: nothing is flushed, nobody takes leave.</summary>
    public void Kill()
    {
        if (_process is not { HasExited: false })
            return;
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process?.Dispose();
        _process = null;
    }
}
