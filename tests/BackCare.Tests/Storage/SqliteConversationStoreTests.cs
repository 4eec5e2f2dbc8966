using BackCare.Storage;
using BackCare.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace BackCare.Tests.Storage;

public sealed class SqliteConversationStoreTests : ConversationStoreContract, IDisposable
{
    private static readonly ConversationKey Ann = new("directline", "ann");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("backcare-");
    private SqliteConversationStore _store;

    public SqliteConversationStoreTests()
    {
        _store = Open();
    }

    protected override IConversationStore Store => _store;

    private string Database => Path.Combine(_folder.FullName, "backcare.db");

    [Fact]
    public async Task A_conversation_goes_on_after_a_restart()
    {
        await Accept(Ann, "key", "a");
        await Answer(Ann, Echo());
        await Accept(Ann, "next", "b");

        Restart();

        (await Store.Unanswered(default)).ShouldBe([Ann]);
        (await Accept(Ann, "key", "a")).IsNew.ShouldBeFalse();
        (await Answer(Ann, Echo())).ShouldHaveSingleItem().Sequence.ShouldBe(4);
    }

    [Fact]
    public void A_file_of_a_newer_program_stops_the_start_and_says_what_to_do()
    {
        Run("PRAGMA user_version = 999");

        var refusal = Should.Throw<StoreSchemaException>(() => Restart());

        refusal.Message.ShouldContain("999");
        refusal.Message.ShouldContain("Storage:DataDirectory");
    }

    [Fact]
    public async Task A_file_of_any_older_version_is_brought_forward_with_its_conversations()
    {
        for (var version = 1; version <= SqliteSchema.Steps.Count; version++)
        {
            var file = Path.Combine(_folder.FullName, $"version-{version}.db");
            Run(string.Concat(SqliteSchema.Steps.Take(version)) + $"PRAGMA user_version = {version}", file);
            Run(
                """
                INSERT INTO conversations (channel, conversation, last, state, touched) VALUES ('directline', 'ann', 1, 'state', 0);
                INSERT INTO activities (conversation, sequence, from_bot, json) VALUES (1, 1, 0, 'a');
                INSERT INTO pending (conversation, sequence) VALUES (1, 1);
                """,
                file);

            using var store = new SqliteConversationStore(file, survivePowerLoss: false, Clock);

            (await store.Answer(Ann, pending => new TurnOutcome(null, [$"{pending.State} {pending.Json}"], Send: false), default))
                .ShouldHaveSingleItem().Json.ShouldBe("state a");
        }
    }

    [Fact]
    public async Task Two_programs_on_one_file_answer_once()
    {
        using var other = Open();
        var turns = Enumerable.Range(0, 30).Select(number => Task.Run(async () =>
        {
            var store = number % 2 == 0 ? Store : other;
            TurnOutcome Reply(PendingActivity pending) => new(null, [$"{pending.NextSequence}"], Send: false);
            if (number % 3 > 0)
            {
                await store.Take(Ann, null, _ => $"{number}", Reply, default);
                return;
            }

            await store.Accept(Ann, null, _ => $"{number}", default);
            await store.Answer(Ann, Reply, default);
        }));

        await Task.WhenAll(turns);

        var log = await Store.Since(Ann, 0, 1000, default);
        log!.Count.ShouldBe(60);
        log.Where(activity => activity.FromBot).ShouldAllBe(reply => reply.Json == $"{reply.Sequence}");
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    private SqliteConversationStore Open() => new(Database, survivePowerLoss: false, Clock);

    private void Restart()
    {
        _store.Dispose();
        _store = Open();
    }

    private void Run(string sql, string? file = null)
    {
        using var connection = new SqliteConnection($"Data Source={file ?? Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
