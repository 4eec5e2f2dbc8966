using System.Diagnostics;
using BackCare.Storage;
using BackCare.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace BackCare.Tests.Storage;

public sealed class StoreTimeTests(ITestOutputHelper output) : IDisposable
{
    private const int Turns = 3_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("backcare-time-");

    [Fact]
    public async Task A_turn_is_stored_in_three_hundred_microseconds_at_the_median()
    {
        using var store = new SqliteConversationStore(Path.Combine(_folder.FullName, "backcare.db"), survivePowerLoss: false, TimeProvider.System);
        var message = new string('m', 400);
        var reply = new string('r', 3_000);
        var times = new List<double>(Turns);

        for (var number = 0; number < Turns; number++)
        {
            var key = new ConversationKey("directline", $"{number % 200}");
            var began = Stopwatch.GetTimestamp();
            await store.Take(key, $"key {number}", _ => message, _ => new TurnOutcome("{\"turns\":3}", [reply], Send: false) { Audit = "{\"kind\":\"answer\"}" }, default);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }

        times.Sort();
        output.WriteLine($"store time of a turn: median {times[Turns / 2]:0} µs, 99 % {times[Turns * 99 / 100]:0} µs");
        times[Turns / 2].ShouldBeLessThan(300);
    }

    [Fact]
    public async Task A_store_of_a_hundred_thousand_conversations_opens_in_two_seconds()
    {
        var file = Path.Combine(_folder.FullName, "many.db");
        new SqliteConversationStore(file, survivePowerLoss: false, TimeProvider.System).Dispose();
        Fill(file);

        var began = Stopwatch.GetTimestamp();
        using var store = new SqliteConversationStore(file, survivePowerLoss: false, TimeProvider.System);
        (await store.Unanswered(default)).Count.ShouldBe(10);
        await store.Check(default);
        var elapsed = Stopwatch.GetElapsedTime(began);

        output.WriteLine($"opening 100,000 conversations: {elapsed.TotalMilliseconds:0} ms");
        elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Fill(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
            INSERT INTO conversations (channel, conversation, last, touched) SELECT 'directline', 'c' || i, 2, i FROM n;
            INSERT INTO activities (conversation, sequence, from_bot, json)
                SELECT id, 1, 0, printf('%.300c', 'm') FROM conversations UNION ALL SELECT id, 2, 1, printf('%.2000c', 'r') FROM conversations;
            INSERT INTO pending SELECT id, 1 FROM conversations WHERE id % 10000 = 0;
            """;
        command.ExecuteNonQuery();
    }
}
