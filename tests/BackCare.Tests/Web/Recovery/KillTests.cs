using System.Globalization;
using System.Text.Json.Nodes;
using BackCare.Tests.Storage;

namespace BackCare.Tests.Web.Recovery;

/// <summary>Processes killed under load. <c>BACKCARE_KILLS</c> says how often; twice where it doesn't.</summary>
[Collection("PostgreSQL")]
public sealed class KillTests(PostgresCluster cluster)
{
    private const int Clients = 6;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("BACKCARE_KILLS") ?? "2", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_killed_process_on_SQLite_loses_no_acknowledged_message_and_doubles_no_reply()
    {
        var folder = Directory.CreateTempSubdirectory("backcare-kill-");
        await Run(nodes: 1, ("Storage:DataDirectory", folder.FullName));
        folder.Delete(recursive: true);
    }

    [StoreFact]
    public async Task A_killed_process_on_PostgreSQL_loses_no_acknowledged_message_and_doubles_no_reply()
    {
        await Run(nodes: 1, ("ConnectionStrings:BackCare", await cluster.NewSchema()));
    }

    [StoreFact]
    public async Task Clients_that_hop_between_two_nodes_lose_nothing_when_one_is_killed()
    {
        await Run(nodes: 2, ("ConnectionStrings:BackCare", await cluster.NewSchema()));
    }

    private static async Task Run(int nodes, params (string, string)[] settings)
    {
        var processes = Enumerable.Range(0, nodes).Select(_ => new BackCareProcess(BackCareProcess.FreePort(), settings)).ToList();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(6 + Kills));
        using var enough = new CancellationTokenSource();
        using var http = new HttpClient();
        try
        {
            await Task.WhenAll(processes.Select(process => process.Start()));
            var clients = Enumerable.Range(0, Clients).Select(seed => new PersistentClient(http, [.. processes.Select(process => process.Address)], new Random(seed))).ToList();
            var talking = clients.Select(client => Task.Run(() => Talk(client, enough.Token, patience.Token))).ToList();

            var random = new Random(7);
            for (var kill = 0; kill < Kills; kill++)
            {
                // At a random moment: after some messages more than now, wherever the process then is.
                var until = clients.Sum(client => client.Acknowledged.Count) + random.Next(5, 120);
                using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(random.Next(1, 9)));
                while (clients.Sum(client => client.Acknowledged.Count) < until)
                    await tick.WaitForNextTickAsync(patience.Token);

                var victim = processes[random.Next(nodes)];
                victim.Kill();
                await victim.Start();
            }

            await enough.CancelAsync();
            await Task.WhenAll(talking);
            foreach (var client in clients)
                await Check(client, patience.Token);
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
        }
    }

    private static async Task Talk(PersistentClient client, CancellationToken enough, CancellationToken patience)
    {
        await client.Begin(patience);
        for (var number = 0; !enough.IsCancellationRequested; number++)
            await client.Say($"{number} is ice massage safe?", patience);
    }

    private static async Task Check(PersistentClient client, CancellationToken patience)
    {
        client.Acknowledged.ShouldNotBeEmpty();
        IReadOnlyList<JsonNode> log;
        do
            log = await client.Log(patience);
        while (log.Count < 2 * client.Acknowledged.Count);

        log.Select(activity => (string)activity["id"]!).ShouldBeUnique();
        var said = log.Where(activity => activity["replyToId"] is null).ToList();
        said.Select(activity => (string)activity["text"]!).ShouldBe(client.Acknowledged);
        log.Where(activity => activity["replyToId"] is not null).Select(activity => (string)activity["replyToId"]!)
            .ShouldBe(said.Select(activity => (string)activity["id"]!));
    }
}
