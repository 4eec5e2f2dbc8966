using System.Text;
using BackCare.Tests.Storage;
using BackCare.Web.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace BackCare.Tests.Web.Privacy;

[Collection("PostgreSQL")]
public sealed class ForgettingTests(PostgresCluster cluster)
{
    private const string Marker = "zyxwvmarker";

    [Fact]
    public async Task After_delete_my_data_no_file_and_no_log_line_holds_the_words()
    {
        await using var host = new BackCareHost(("Storage:KeepUnanswered", "true"));
        var conversation = await Talk(host);

        // While the conversation lives its words are in the file: the search can find what it looks for.
        FilesWithMarker(Directory.GetFiles(host.DataDirectory)).ShouldNotBeEmpty();
        (await conversation.Post("delete my data")).EnsureSuccessStatusCode();

        FilesWithMarker(Directory.GetFiles(host.DataDirectory)).ShouldBeEmpty();
        host.Log.Lines.ShouldNotContain(line => line.Contains(Marker, StringComparison.OrdinalIgnoreCase));
        (await conversation.Log()).ShouldHaveSingleItem().Text.ShouldContain("deleted");
    }

    [StoreFact]
    public async Task In_PostgreSQL_no_file_holds_the_words_as_they_were_written_at_any_time()
    {
        var connection = await cluster.NewSchema();
        await using var host = new BackCareHost(("Storage:KeepUnanswered", "true"), ("ConnectionStrings:BackCare", connection));
        var conversation = await Talk(host);

        await PostgresCluster.Execute(connection, "CHECKPOINT");
        FilesWithMarker(cluster.Files).ShouldBeEmpty();
        (await conversation.Log()).ShouldContain(said => said.Text.Contains(Marker));
        (await conversation.Post("delete my data")).EnsureSuccessStatusCode();

        FilesWithMarker(cluster.Files).ShouldBeEmpty();
        (await conversation.Log()).ShouldHaveSingleItem().Text.ShouldContain("deleted");
    }

    [Fact]
    public async Task Idle_conversations_are_swept_from_the_file_too()
    {
        await using var host = new BackCareHost(("Storage:IdleTime", "00:01:00"));
        await Talk(host, withFeedback: false);
        var clock = new StoreClock();
        clock.Move(TimeProvider.System.GetUtcNow() - clock.GetUtcNow() + TimeSpan.FromMinutes(2));
        using var sweep = ActivatorUtilities.CreateInstance<IdleSweep>(host.Services, clock);

        (await sweep.Sweep(default)).ShouldBe(1);

        FilesWithMarker(Directory.GetFiles(host.DataDirectory)).ShouldBeEmpty();
    }

    // Enough, and long enough, that pages of the file split and fill.
    private static async Task<WebConversation> Talk(BackCareHost host, bool withFeedback = true)
    {
        var client = host.CreateClient();
        var conversation = await WebConversation.Begin(client);
        for (var number = 0; number < 15; number++)
        {
            (await conversation.Post($"{Marker} is ice massage safe? {new string('a', number * 190)}")).EnsureSuccessStatusCode();
            if (withFeedback)
                (await conversation.Post($"feedback: {Marker} helped")).EnsureSuccessStatusCode();
            (await conversation.Post($"what is the weather for {Marker} like?")).EnsureSuccessStatusCode();
        }

        return conversation;
    }

    private static List<string> FilesWithMarker(IEnumerable<string> files)
    {
        var marker = Encoding.UTF8.GetBytes(Marker);
        return [.. files.Where(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            stream.CopyTo(content);
            return content.ToArray().AsSpan().IndexOf(marker) >= 0;
        })];
    }
}
