using System.Diagnostics;
using System.Text.Json.Nodes;
using BackCare.Tests.Support;

namespace BackCare.Tests.Channels.BotConnector;

/// <summary>Microsoft's own connector for JavaScript, as <c>npm ci</c> puts it into <c>tests/playground</c>.</summary>
internal static class Peer
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "playground");

    /// <summary>Why it can't be asked here; null when it can.</summary>
    public static string? Missing =>
        !Directory.Exists(Path.Combine(Folder, "node_modules", "botframework-connector")) ? "Microsoft's JavaScript connector is not installed: run `npm ci` in tests/playground."
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(HasNode) ? null
        : "There is no node on the path, which Microsoft's JavaScript connector runs on.";

    public static async Task<JsonNode> Ask(JsonObject question)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["--no-deprecation", "connector.mjs"])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var answer = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        await node.StandardInput.WriteAsync(question.ToJsonString());
        node.StandardInput.Close();
        await node.WaitForExitAsync();

        node.ExitCode.ShouldBe(0, await errors);
        return JsonNode.Parse(await answer)!;
    }

    private static bool HasNode(string folder) => File.Exists(Path.Combine(folder, "node")) || File.Exists(Path.Combine(folder, "node.exe"));
}

/// <summary>A test with Microsoft's JavaScript connector; skipped, with the reason, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PeerFactAttribute : FactAttribute
{
    public PeerFactAttribute() => Skip = Peer.Missing;
}
