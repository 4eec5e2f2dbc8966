using BackCare.Channels.DirectLine;
using BackCare.Storage.Postgres;
using BackCare.Tests.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BackCare.Tests.Channels.DirectLine;

/// <summary>Two nodes on one PostgreSQL.</summary>
[Collection("PostgreSQL")]
public sealed class TwoNodesTests(PostgresCluster cluster)
{
    private static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    [StoreFact]
    public async Task A_second_stream_closes_the_first_on_the_other_node()
    {
        var schema = await cluster.NewSchema();
        await using var oneStore = Store(schema);
        await using var otherStore = Store(schema);
        var keys = new EphemeralDataProtectionProvider();
        await using var one = await DirectLineHost.Start(store: oneStore, keys: keys, nodes: oneStore.Nodes);
        await using var other = await DirectLineHost.Start(store: otherStore, keys: keys, nodes: otherStore.Nodes);
        var conversation = await one.Begin();
        using var first = await StreamClient.Open(conversation.StreamUrl);
        await first.Activities(1);

        using var second = await StreamClient.Open(Uri(conversation.StreamUrl, other));
        await second.Activities(1);

        (await first.Frame()).ShouldBeNull();
        first.CloseReason.ShouldBe("collision");
        await conversation.Say("still there?");
        (await second.Activities(2)).Count.ShouldBe(2);
    }

    [StoreFact]
    public async Task What_was_asked_of_one_node_counts_on_the_other()
    {
        var schema = await cluster.NewSchema();
        await using var oneStore = Store(schema);
        await using var otherStore = Store(schema);
        using var one = Limits(oneStore);
        using var other = Limits(otherStore);

        for (var number = 0; number < 6; number++)
            (number % 2 == 0 ? one : other).Post("ann").ShouldBeNull();
        await one.Share(Soon);
        await other.Share(Soon);

        other.Post("ann").ShouldNotBeNull().ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
        other.Post("bob").ShouldBeNull();
        other.Start("ann").ShouldBeNull();
        one.Post("ann").ShouldBeNull();
        await one.Share(Soon);
        one.Post("ann").ShouldNotBeNull();
    }

    private static PostgresConversationStore Store(string schema) => new(schema, TimeProvider.System, NullLogger<PostgresConversationStore>.Instance);

    private static DirectLineLimits Limits(PostgresConversationStore store) =>
        new(Options.Create(new DirectLineOptions { PostsPerMinute = 6, StartsPerMinute = 6 }), store.Nodes, new MovableClock());

    private static string Uri(string stream, DirectLineHost host) => new UriBuilder(stream) { Port = host.Client.BaseAddress!.Port }.Uri.ToString();
}
