using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using BackCare.Storage;
using Microsoft.Extensions.Options;

namespace BackCare.Channels.DirectLine;

/// <summary>How often an address may begin, and a conversation may speak: on this node at once, over all nodes within a second.</summary>
public sealed class DirectLineLimits(IOptions<DirectLineOptions> options, INodes nodes, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _starts = PerMinute(options.Value.StartsPerMinute);
    private readonly PartitionedRateLimiter<string> _posts = PerMinute(options.Value.PostsPerMinute);
    private readonly Lock _sharing = new();
    private Dictionary<string, long> _untold = [];
    private volatile Spent _spent = new(0, []);

    /// <summary>Null when it may; otherwise how long to wait.</summary>
    public TimeSpan? Start(string address) => Take(_starts, "start", address);

    /// <summary>Null when it may; otherwise how long to wait.</summary>
    public TimeSpan? Post(string conversation) => Take(_posts, "post", conversation);

    /// <summary>Tells the other nodes what was taken here since the last time, and learns what is used up over all of them.</summary>
    public async Task Share(CancellationToken cancellation)
    {
        Dictionary<string, long> taken;
        lock (_sharing)
            (taken, _untold) = (_untold, []);
        if (taken.Count == 0)
            return;

        var now = CurrentSpan();
        IReadOnlyDictionary<string, long> totals;
        try
        {
            totals = await nodes.Count(now, taken, cancellation).ConfigureAwait(false);
        }
        catch
        {
            // What could not be told is told the next time.
            lock (_sharing)
            {
                foreach (var (name, count) in taken)
                    _untold[name] = _untold.GetValueOrDefault(name) + count;
            }

            throw;
        }

        var usedUp = totals.Where(total => total.Value >= Limit(total.Key)).Select(total => total.Key);
        _spent = new Spent(now, _spent.Span == now ? [.. _spent.Names, .. usedUp] : [.. usedUp]);
    }

    public void Dispose()
    {
        _starts.Dispose();
        _posts.Dispose();
    }

    private TimeSpan? Take(PartitionedRateLimiter<string> limiter, string what, string who)
    {
        // Nobody's address is kept as it is.
        var name = nodes.MayBeMany ? $"{what} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(who)).AsSpan(0, 12))}" : null;
        var spent = _spent;
        if (name is not null && spent.Names.Contains(name) && spent.Span == CurrentSpan())
            return new DateTimeOffset((spent.Span + 1) * Span.Ticks, TimeSpan.Zero) - time.GetUtcNow();

        using var lease = limiter.AttemptAcquire(who);
        if (lease.IsAcquired)
        {
            if (name is not null)
            {
                lock (_sharing)
                    _untold[name] = _untold.GetValueOrDefault(name) + 1;
            }

            return null;
        }

        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.FromSeconds(1) ? wait : TimeSpan.FromSeconds(1);
    }

    private int Limit(string name) => name.StartsWith("start ", StringComparison.Ordinal) ? options.Value.StartsPerMinute : options.Value.PostsPerMinute;

    private long CurrentSpan() => time.GetUtcNow().UtcTicks / Span.Ticks;

    private static PartitionedRateLimiter<string> PerMinute(int count) =>
        PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = count,
            TokensPerPeriod = Math.Max(1, count / 12),
            ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(5, 60.0 / count)),
            QueueLimit = 0,
        }));

    private sealed record Spent(long Span, HashSet<string> Names);
}
