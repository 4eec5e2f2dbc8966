using System.Diagnostics;
using System.Globalization;
using BackCare.Channels.BotConnector;

namespace BackCare.Benchmarks;

/// <summary>What <c>/api/messages</c> costs beside an endpoint that only parses: in rounds that take turns, so that a busy machine is busy for all.</summary>
internal static class TeamsTable
{
    private const int Connections = 8;
    private const int Rounds = 12;
    private const int Tokens = 2_000;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(0.7);

    public static async Task Run()
    {
        await Token();

        await using var bare = await TeamsHost.Bare();
        await using var open = await TeamsHost.Ours(checks: false, sqlite: false, assistant: false);
        await using var channel = await TeamsHost.Ours(checks: true, sqlite: false, assistant: false);
        await using var kept = await TeamsHost.Ours(checks: true, sqlite: true, assistant: false);
        await using var answering = await TeamsHost.Ours(checks: true, sqlite: false, assistant: true);
        await using var whole = await TeamsHost.Ours(checks: true, sqlite: true, assistant: true);
        (string Name, TeamsHost Host, bool Checks)[] all =
        [
            ("parses only", bare, true),
            ("a bot that repeats, no token, in memory", open, false),
            ("a bot that repeats, in memory", channel, true),
            ("a bot that repeats, SQLite", kept, true),
            ("the assistant, in memory", answering, true),
            ("the assistant, SQLite", whole, true),
        ];

        var callers = all.Select(one => new TeamsCaller(one.Host.Port, TeamsCaller.Body, one.Checks ? TeamsHost.Token() : null)).ToArray();
        foreach (var caller in callers)
            await caller.Call(Connections, Time);

        var rounds = callers.Select(_ => new List<TeamsCaller.Round>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var index = 0; index < callers.Length; index++)
            {
                // What a round leaves behind is no burden on the next.
                await all[index].Host.Forget(Connections);
                GC.Collect();
                rounds[index].Add(await callers[index].Call(Connections, Time));
            }
        }

        Console.WriteLine("| `/api/messages` | requests a second | of parsing only | p50 ms | p99 ms |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        for (var index = 0; index < all.Length; index++)
        {
            var ratio = Median(rounds[index].Zip(rounds[0], (ours, theirs) => ours.PerSecond / theirs.PerSecond));
            var latencies = rounds[index].SelectMany(round => round.Latencies).Order().ToArray();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {all[index].Name} | {Median(rounds[index].Select(round => round.PerSecond)):n0} | {ratio:f2} | {latencies[latencies.Length / 2]:f2} | {latencies[latencies.Length * 99 / 100]:f2} |"));
        }
    }

    private static async Task Token()
    {
        var authentication = TeamsHost.Authentication();
        var tokens = Enumerable.Range(0, Tokens).Select(TeamsHost.Token).ToArray();
        await Check(authentication, [.. tokens.Take(Tokens / 2)]);
        var first = await Check(authentication, [.. tokens.Skip(Tokens / 2)]);
        var again = await Check(authentication, [.. Enumerable.Repeat(tokens[^1], Tokens)]);
        Console.WriteLine("| a good token, keys cached | p50 µs | p99 µs |");
        Console.WriteLine("|---|---:|---:|");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| seen for the first time | {first[first.Length / 2]:f1} | {first[first.Length * 99 / 100]:f1} |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| seen before | {again[again.Length / 2]:f1} | {again[again.Length * 99 / 100]:f1} |"));
        Console.WriteLine();
    }

    private static async Task<double[]> Check(BotConnectorAuthentication authentication, string[] tokens)
    {
        var times = new List<double>(tokens.Length);
        foreach (var header in tokens.Select(token => $"Bearer {token}").ToArray())
        {
            var began = Stopwatch.GetTimestamp();
            if (await authentication.Check(header, default) is not TokenCheck.Genuine)
                throw new InvalidOperationException("The token was refused.");
            times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }

        return [.. times.Order()];
    }

    private static double Median(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
