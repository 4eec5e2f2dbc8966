using System.Diagnostics;
using System.Text.Json;
using BackCare.Tests.Support;

namespace BackCare.Tests.Retrieval;

/// <summary>The same conversations give the same bytes, whatever the processor can do at once.</summary>
public sealed class SameBytesTests
{
    [Fact]
    public async Task A_processor_without_wide_registers_gives_the_same_bytes()
    {
        var questions = string.Join('\n', Conversations());

        var wide = await Ask(questions, avx: true);
        var narrow = await Ask(questions, avx: false);

        wide.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(questions.Split('\n').Length);
        narrow.ShouldBe(wide);
    }

    private static IEnumerable<string> Conversations() => File
        .ReadLines(Path.Combine(Repository.Root, "tests", "BackCare.Tests", "Retrieval", "Judgements", "follow-ups.jsonl"))
        .Select(line => JsonDocument.Parse(line).RootElement)
        .Select(row => JsonSerializer.Serialize(new { id = row.GetProperty("id").GetString(), turns = row.GetProperty("turns").EnumerateArray().Select(turn => turn.GetProperty("q").GetString()) }));

    private static async Task<string> Ask(string conversations, bool avx)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };

        // With what the tests run with: beside them lies what an adapter needs, too.
        foreach (var argument in (string[])["exec", "--runtimeconfig", Beside("BackCare.Tests.runtimeconfig.json"), "--depsfile", Beside("BackCare.Tests.deps.json"), Beside("BackCare.Cli.dll")])
            start.ArgumentList.Add(argument);
        foreach (var argument in (string[])["ask", "--jsonl", "--corpus", Repository.Corpus])
            start.ArgumentList.Add(argument);
        if (!avx)
            start.Environment["DOTNET_EnableAVX"] = "0";

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.WriteAsync(conversations);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return await output;
    }

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
