using BackCare.Storage;
using BackCare.Storage.Postgres;
using BackCare.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackCare.Tests.Storage;

/// <summary>A store that goes away and comes back.</summary>
[Collection("PostgreSQL")]
public sealed class OutageTests
{
    private static readonly ConversationKey Ann = new("directline", "ann");

    private static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [StoreFact]
    public async Task PostgreSQL_that_stops_is_told_clearly_and_found_again_by_itself()
    {
        // One of its own: the others go on with theirs.
        var cluster = new PostgresCluster();
        await cluster.InitializeAsync();
        await using var store = new PostgresConversationStore(await cluster.NewSchema(), TimeProvider.System, NullLogger<PostgresConversationStore>.Instance);
        await store.Accept(Ann, "a", _ => "a", Soon);
        var news = store.WaitForNews(Ann, 1, Soon);

        await cluster.Stop("immediate");
        var refusal = await Should.ThrowAsync<StoreUnavailableException>(() => store.Accept(Ann, "b", _ => "b", Soon));
        await Should.ThrowAsync<StoreUnavailableException>(() => store.Answer(Ann, _ => new TurnOutcome(null, ["re"], Send: false), Soon));
        await cluster.Start();

        refusal.Message.ShouldContain("ConnectionStrings:BackCare");
        (await store.Accept(Ann, "b", _ => "b", Soon)).ShouldBe(new Accepted(2, IsNew: true));
        (await store.Answer(Ann, _ => new TurnOutcome(null, ["re"], Send: false), Soon)).Count.ShouldBe(2);
        try
        {
            await news;
        }
        catch (StoreUnavailableException)
        {
            // It was told to try again.
            await store.WaitForNews(Ann, 1, Soon);
        }

        await cluster.DisposeAsync();
    }

    [SmallDiskFact]
    public async Task A_full_disk_is_told_clearly_and_recovered_from()
    {
        var folder = Directory.CreateDirectory(Path.Combine(SmallDiskFactAttribute.Folder!, Guid.NewGuid().ToString("n")));
        using var store = new SqliteConversationStore(Path.Combine(folder.FullName, "backcare.db"), survivePowerLoss: false, TimeProvider.System);
        var ballast = Path.Combine(folder.FullName, "ballast");
        await store.Accept(Ann, "a", _ => "a", Soon);

        await Should.ThrowAsync<IOException>(() => File.WriteAllBytesAsync(ballast, new byte[100_000_000]));
        var refusal = await Should.ThrowAsync<StoreUnavailableException>(async () =>
        {
            for (var number = 0; number < 1_000; number++)
                await store.Accept(Ann, $"full {number}", _ => new string('x', 10_000), Soon);
        });
        (await Should.ThrowAsync<StoreUnavailableException>(() => store.Check(Soon))).Message.ShouldContain("disk");
        File.Delete(ballast);

        refusal.Message.ShouldContain("disk");
        await store.Check(Soon);
        (await store.Accept(Ann, "b", _ => "b", Soon)).IsNew.ShouldBeTrue();
        (await store.Since(Ann, 0, 1, Soon))!.ShouldHaveSingleItem().Json.ShouldBe("a");
    }
}

/// <summary>A fact that fills a disk: run where <c>BACKCARE_SMALL_DISK</c> names a folder on a small one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (Folder is null)
            Skip = "No small disk to fill: mount one (mount -t tmpfs -o size=3m tmpfs DIR) and name it in BACKCARE_SMALL_DISK.";
    }

    public static string? Folder => Environment.GetEnvironmentVariable("BACKCARE_SMALL_DISK");
}
