using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace BackCare.Channels.DirectLine;

/// <summary>How often an address may begin, and a conversation may speak.</summary>
public sealed class DirectLineLimits(IOptions<DirectLineOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _starts = PerMinute(options.Value.StartsPerMinute);
    private readonly PartitionedRateLimiter<string> _posts = PerMinute(options.Value.PostsPerMinute);

    /// <summary>Null when it may; otherwise how long to wait.</summary>
    public TimeSpan? Start(string address) => Take(_starts, address);

    /// <summary>Null when it may; otherwise how long to wait.</summary>
    public TimeSpan? Post(string conversation) => Take(_posts, conversation);

    public void Dispose()
    {
        _starts.Dispose();
        _posts.Dispose();
    }

    private static TimeSpan? Take(PartitionedRateLimiter<string> limiter, string who)
    {
        using var lease = limiter.AttemptAcquire(who);
        if (lease.IsAcquired)
            return null;

        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.FromSeconds(1) ? wait : TimeSpan.FromSeconds(1);
    }

    private static PartitionedRateLimiter<string> PerMinute(int count) =>
        PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = count,
            TokensPerPeriod = Math.Max(1, count / 12),
            ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(5, 60.0 / count)),
            QueueLimit = 0,
        }));
}
