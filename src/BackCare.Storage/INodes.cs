namespace BackCare.Storage;

/// <summary>The nodes on one store: what they tell each other, and what they count together.</summary>
public interface INodes
{
    /// <summary>Whether another node can be there at all.</summary>
    bool MayBeMany { get; }

    /// <summary>Tells every node, this one too. All hear all in the same order; what is told while a node doesn't listen it never hears.</summary>
    Task Tell(string message, CancellationToken cancellation);

    /// <summary>Hears what is told, from any node, until disposed.</summary>
    IDisposable Hear(Action<string> hear);

    /// <summary>Adds to counts of a span of time; older spans are forgotten.</summary>
    /// <param name="span">The number of the span, rising.</param>
    /// <returns>The counts named, over all nodes.</returns>
    Task<IReadOnlyDictionary<string, long>> Count(long span, IReadOnlyDictionary<string, long> counts, CancellationToken cancellation);
}

/// <summary>A node that is the only one.</summary>
public sealed class OnlyNode : INodes
{
    public bool MayBeMany => false;

    public Task Tell(string message, CancellationToken cancellation) => Task.CompletedTask;

    public IDisposable Hear(Action<string> hear) => new Hearing();

    public Task<IReadOnlyDictionary<string, long>> Count(long span, IReadOnlyDictionary<string, long> counts, CancellationToken cancellation) => Task.FromResult(counts);

    private sealed class Hearing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
