using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BackCare.BrowserTests.Support;

/// <summary>Microsoft's Agents Playground, a Teams client without Teams, as <c>npm ci</c> puts it into <c>tests/playground</c>; beside it the bot it talks to.</summary>
public sealed class Playground : IAsyncDisposable
{
    private readonly WebProcess _bot;
    private readonly Process _process;
    private readonly string _logs;

    private Playground(WebProcess bot, Process process, string logs, string address) => (_bot, _process, _logs, Address) = (bot, process, logs, address);

    /// <summary>Why it can't be used here; null when it can.</summary>
    public static string? Missing =>
        Folder is null ? "tests/playground is not beside this build."
        : !File.Exists(Path.Combine(Folder, Program)) ? "The Agents Playground is not installed: run `npm ci` in tests/playground."
        : null;

    private static string? Folder { get; } = Find();

    private static string Program => Path.Combine("node_modules", "@microsoft", "m365agentsplayground", "cli.js");

    /// <summary>Where its page is, without a slash at its end.</summary>
    public string Address { get; }

    /// <summary>Returns once both answer. Neither listens to more than this machine, and the playground sends nothing home.</summary>
    /// <param name="delivery"><c>default</c>, or <c>expectReplies</c> for replies in the response.</param>
    public static async Task<Playground> Open(string delivery = "default")
    {
        // Only in Development is somebody without a token answered.
        var bot = await WebProcess.Begin("--environment", "Development");
        var port = FreePort();
        var logs = Directory.CreateTempSubdirectory("backcare-playground").FullName;
        var playground = new Playground(bot, Start(bot.Address, port, logs, delivery), logs, $"http://127.0.0.1:{port}");
        try
        {
            await playground.Listens(port);
            return playground;
        }
        catch
        {
            await playground.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_logs, recursive: true);
        await _bot.DisposeAsync();
    }

    private static Process Start(string bot, int port, string logs, string delivery) => Process.Start(new ProcessStartInfo(
        "node",
        ["--require", "./loopback.cjs", Program, "start", "-e", $"{bot}/api/messages", "-c", "msteams", "-p", $"{port}", "--service-url", $"http://127.0.0.1:{port}/_connector", "--delivery-mode", delivery, "--disable-telemetry"])
    {
        WorkingDirectory = Folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["M365_AGENTS_PLAYGROUND_LOGFILE"] = Path.Combine(logs, "playground.log"), ["TEAMSAPPTESTER_BROWSER"] = "none" },
    })!;

    private async Task Listens(int port)
    {
        var said = new StringBuilder();
        var listens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Hear(string? line)
        {
            if (line == $"Listening on {port}")
                listens.TrySetResult();
            else if (line is null)
                listens.TrySetException(new InvalidOperationException($"The playground ended instead of starting: {said}"));
            else
                lock (said)
                    said.AppendLine(line);
        }

        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await listens.Task.WaitAsync(TimeSpan.FromMinutes(2));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "tests", "playground", "package.json")))
                return Path.Combine(folder.FullName, "tests", "playground");
        }

        return null;
    }
}
