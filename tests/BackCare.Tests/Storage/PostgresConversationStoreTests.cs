using BackCare.Storage;
using BackCare.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackCare.Tests.Storage;

[Collection("PostgreSQL")]
public sealed class PostgresConversationStoreTests(PostgresCluster cluster) : ConversationStoreContract, IAsyncLifetime
{
    private static readonly ConversationKey Ann = new("directline", "ann");

    private PostgresConversationStore? _store;
    private string _connectionString = "";

    protected override IConversationStore Store => _store!;

    private static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    public async Task InitializeAsync()
    {
        _connectionString = await cluster.NewSchema();
        _store = Open();
    }

    public async Task DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
    }

    [StoreFact]
    public async Task News_of_one_node_wakes_whoever_waits_on_another()
    {
        await using var other = Open();
        await other.Append(Ann, _ => "welcome", Soon);
        var waiting = Store.WaitForNews(Ann, 1, Soon);

        await other.Accept(Ann, null, _ => "a", Soon);
        await waiting;

        var next = Store.WaitForNews(Ann, 2, Soon);
        await other.Answer(Ann, Echo(), Soon);
        await next;
    }

    [StoreFact]
    public async Task Two_nodes_answer_in_order_and_once()
    {
        await using var other = Open();
        var turns = Enumerable.Range(0, 40).Select(number => Task.Run(async () =>
        {
            var node = number % 2 == 0 ? Store : other;
            await node.Accept(Ann, $"key {number}", _ => $"{number}", Soon);
            return await node.Answer(Ann, pending => new TurnOutcome(null, [$"{pending.NextSequence} re: {pending.Json}"], Send: true), Soon);
        }));

        var kept = (await Task.WhenAll(turns)).SelectMany(replies => replies).ToList();

        var log = await other.Since(Ann, 0, 1000, Soon);
        log!.Where(activity => activity.FromBot).ShouldBe(kept, ignoreOrder: true);
        log!.Where(activity => activity.FromBot).Select(reply => reply.Json.Split(": ")[1]).ShouldBe(log!.Where(activity => !activity.FromBot).Select(activity => activity.Json));
    }

    [StoreFact]
    public async Task Two_nodes_that_take_at_once_answer_in_order_and_once()
    {
        await using var other = Open();
        var turns = Enumerable.Range(0, 40).SelectMany(number => new[] { Store, other }.Select(node => Task.Run(() => node.Take(
            Ann, $"key {number}", _ => $"{number}", pending => new TurnOutcome(null, [$"{pending.NextSequence} re: {pending.Json}"], Send: true), Soon))));

        var taken = await Task.WhenAll(turns);

        taken.Count(one => one.Accepted.IsNew).ShouldBe(40);
        var log = (await other.Since(Ann, 0, 1000, Soon))!;
        var replies = log.Where(activity => activity.FromBot).ToList();
        replies.Select(reply => reply.Json.Split(": ")[1]).ShouldBe(log.Where(activity => !activity.FromBot).Select(activity => activity.Json));
        replies.ShouldAllBe(reply => reply.Json.StartsWith($"{reply.Sequence} re: ", StringComparison.Ordinal));
        replies.Count.ShouldBe(40);
    }

    [StoreFact]
    public async Task Two_nodes_that_claim_at_once_send_nothing_twice()
    {
        await using var other = Open();
        for (var number = 0; number < 20; number++)
        {
            var key = new ConversationKey("msteams", $"{number}");
            await Accept(key, null, "a");
            await Answer(key, Echo(send: true));
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => (number % 2 == 0 ? Store : other).ClaimOutbox(3, Soon)));

        claims.SelectMany(claimed => claimed).Select(entry => entry.Id).ShouldBeUnique();
    }

    [StoreFact]
    public async Task Nodes_that_start_at_once_on_an_empty_database_all_come_up()
    {
        var nodes = Enumerable.Range(0, 5).Select(_ => Open()).ToList();

        await Task.WhenAll(nodes.Select(node => node.Check(Soon)));

        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    [StoreFact]
    public async Task A_database_of_a_newer_program_is_refused_with_what_to_do()
    {
        await _store!.Check(Soon);
        await PostgresCluster.Execute(_connectionString, "INSERT INTO schema_version VALUES (999)");
        await using var late = Open();

        var refusal = await Should.ThrowAsync<StoreSchemaException>(() => late.Check(Soon));

        refusal.Message.ShouldContain("999");
        refusal.Message.ShouldContain("ConnectionStrings:BackCare");
    }

    [StoreFact]
    public async Task A_database_of_an_older_version_is_brought_forward()
    {
        await PostgresCluster.Execute(_connectionString, $"CREATE TABLE schema_version (version integer NOT NULL); INSERT INTO schema_version VALUES (1); {PostgresSchema.Steps[0]}");

        await Accept(Ann, null, "a");
        await Answer(Ann, pending => new TurnOutcome(null, ["re"], Send: false) { Audit = "{}" });

        (await _store!.Records(RecordKind.Audit, 0, 10, Soon)).Count.ShouldBe(1);
    }

    private PostgresConversationStore Open() => new(_connectionString, Clock, NullLogger<PostgresConversationStore>.Instance);
}
