using BackCare.Channels.DirectLine;
using BackCare.Storage;
using Microsoft.Extensions.Options;

namespace BackCare.Tests.Channels.DirectLine;

public sealed class DirectLineLimitsTests
{
    [Fact]
    public async Task What_could_not_be_told_to_the_other_nodes_is_told_the_next_time()
    {
        var nodes = new UnsteadyNodes { Fails = true };
        using var limits = new DirectLineLimits(Options.Create(new DirectLineOptions { PostsPerMinute = 2 }), nodes, TimeProvider.System);
        limits.Post("ann").ShouldBeNull();
        await Should.ThrowAsync<IOException>(() => limits.Share(default));

        nodes.Fails = false;
        limits.Post("ann").ShouldBeNull();
        await limits.Share(default);

        nodes.Counted.Values.ShouldBe([2]);
    }

    private sealed class UnsteadyNodes : INodes
    {
        public bool Fails { get; set; }

        public IReadOnlyDictionary<string, long> Counted { get; private set; } = new Dictionary<string, long>();

        public bool MayBeMany => true;

        public Task Tell(string message, CancellationToken cancellation) => Task.CompletedTask;

        public IDisposable Hear(Action<string> hear) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<string, long>> Count(long span, IReadOnlyDictionary<string, long> counts, CancellationToken cancellation)
        {
            if (Fails)
                return Task.FromException<IReadOnlyDictionary<string, long>>(new IOException("no route to the store"));
            Counted = counts;
            return Task.FromResult(counts);
        }
    }
}
