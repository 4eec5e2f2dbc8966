using System.Diagnostics;
using System.Text.Json.Nodes;

namespace BackCare.BrowserTests.Support;

/// <summary>Microsoft's own Direct Line clients, as <c>npm ci</c> puts them into <c>tests/clients</c>.</summary>
public static class Clients
{
    /// <summary>Why they can't be used here; null when they can.</summary>
    public static string? Missing =>
        Folder is null ? "tests/clients is not beside this build."
        : !Directory.Exists(Path.Combine(Folder, "node_modules", "botframework-directlinejs")) ? "Microsoft's clients are not installed: run `npm ci` in tests/clients."
        : null;

    public static string? Folder { get; } = Find();

    /// <summary>Runs a scenario of <c>directline.mjs</c> to its end.</summary>
    /// <param name="ready">Called when the scenario waits for something to be done to the server.</param>
    public static async Task<JsonNode> Run(string address, string scenario, Func<Task>? ready = null)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["directline.mjs", $"{address}/v3/directline", scenario])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = node.StandardError.ReadToEndAsync();

        while (await node.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('{'))
                return JsonNode.Parse(line)!;

            await ready!();
            await node.StandardInput.WriteLineAsync("done");
            await node.StandardInput.FlushAsync();
        }

        throw new InvalidOperationException($"directline.mjs {scenario} ended without a result: {await errors}");
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "tests", "clients", "package.json")))
                return Path.Combine(folder.FullName, "tests", "clients");
        }

        return null;
    }
}
