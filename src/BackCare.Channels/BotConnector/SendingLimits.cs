namespace BackCare.Channels.BotConnector;

/// <summary>How fast a bot may send to one thread of Teams. Kept by each node for itself; the channel's 429 is the last word.</summary>
public sealed class SendingLimits
{
    private static readonly (int Count, TimeSpan Window)[] Limits =
    [
        (7, TimeSpan.FromSeconds(1)),
        (8, TimeSpan.FromSeconds(2)),
        (60, TimeSpan.FromSeconds(30)),
        (1800, TimeSpan.FromHours(1)),
    ];

    private static readonly TimeSpan Longest = Limits[^1].Window;

    private readonly Dictionary<string, List<DateTimeOffset>> _sends = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private DateTimeOffset _lastSweep = DateTimeOffset.MinValue;

    /// <summary>Takes the next free moment in a conversation, if it is near enough.</summary>
    /// <returns>How long to wait for it. When that is longer than <paramref name="patience"/>, the moment is not taken.</returns>
    public TimeSpan Take(string conversation, DateTimeOffset now, TimeSpan patience)
    {
        lock (_lock)
        {
            Sweep(now);
            if (!_sends.TryGetValue(conversation, out var sends))
                _sends[conversation] = sends = [];
            sends.RemoveRange(0, sends.Count(sent => sent <= now - Longest));

            var moment = now;
            foreach (var (count, window) in Limits)
            {
                if (sends.Count >= count && sends[^count] + window > moment)
                    moment = sends[^count] + window;
            }

            if (moment - now <= patience)
                sends.Add(moment);

            return moment - now;
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        if (now - _lastSweep < TimeSpan.FromMinutes(10))
            return;

        _lastSweep = now;
        foreach (var (conversation, sends) in _sends)
        {
            if (sends is [] || sends[^1] <= now - Longest)
                _sends.Remove(conversation);
        }
    }
}
