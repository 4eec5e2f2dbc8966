using System.Diagnostics;

namespace BackCare.Tests.Web.Recovery;

/// <summary>The program as a process of its own, which can be killed and started again.</summary>
internal sealed class BackCareProcess(int port, params (string Name, string Value)[] settings) : IDisposable
{
    private Process? _process;

    public Uri Address { get; } = new($"http://127.0.0.1:{port}");

    public List<string> Errors { get; } = [];

    public async Task Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "BackCare.Web.dll"));
        foreach (var (name, value) in settings.Append(("urls", Address.ToString())).Append(("DirectLine:PostsPerMinute", "100000")).Append(("DirectLine:StartsPerMinute", "100000")))
            start.ArgumentList.Add($"--{name}={value}");

        var listening = new TaskCompletionSource();
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("Application started", StringComparison.Ordinal) == true)
                listening.TrySetResult();
            if (line.Data is { } text && (text.StartsWith("fail", StringComparison.Ordinal) || text.StartsWith("crit", StringComparison.Ordinal)))
                Errors.Add(text);
        };
        _process.ErrorDataReceived += (_, line) => Errors.AddRange(line.Data is { Length: > 0 } text ? [text] : []);
        _process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"It stopped: {string.Join('\n', Errors)}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await listening.Task.WaitAsync(TimeSpan.FromMinutes(1));
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
    }
}
