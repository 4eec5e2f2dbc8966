namespace BackCare.Tests.Channels.BotConnector;

/// <summary>A clock that a test moves; timers fire when it passes them, and a test can wait until somebody waits.</summary>
internal sealed class ConnectorClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Alarm> _alarms = [];
    private readonly List<(Func<TimeSpan, bool> Wanted, TaskCompletionSource<TimeSpan> Seen)> _watchers = [];
    private readonly List<(Func<IReadOnlyList<TimeSpan>, bool> Wanted, TaskCompletionSource Seen)> _onlookers = [];
    private DateTimeOffset _now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Completes when somebody waits for a time the test asks for; gives that time.</summary>
    public Task<TimeSpan> Waits(Func<TimeSpan, bool> wanted)
    {
        lock (_lock)
        {
            if (_alarms.FirstOrDefault(alarm => alarm.Due is { } due && wanted(due - _now)) is { Due: { } found })
                return Task.FromResult(found - _now);
            var seen = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((wanted, seen));
            return seen.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    /// <summary>Completes when all that is waited for is as the test asks.</summary>
    public Task AllWait(Func<IReadOnlyList<TimeSpan>, bool> wanted)
    {
        lock (_lock)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _onlookers.Add((wanted, seen));
            LookAgain();
            return seen.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    public void Advance(TimeSpan by)
    {
        List<Alarm> due;
        lock (_lock)
        {
            _now += by;
            due = [.. _alarms.Where(alarm => alarm.Due <= _now).OrderBy(alarm => alarm.Due)];
            foreach (var alarm in due)
                alarm.Due = null;
        }

        foreach (var alarm in due)
            alarm.Ring();
    }

    private void LookAgain()
    {
        if (_onlookers.Count == 0)
            return;

        var waits = _alarms.Where(alarm => alarm.Due is not null).Select(alarm => alarm.Due!.Value - _now).ToList();
        foreach (var onlooker in _onlookers.Where(onlooker => onlooker.Wanted(waits)).ToList())
        {
            _onlookers.Remove(onlooker);
            onlooker.Seen.SetResult();
        }
    }

    private sealed class Alarm(ConnectorClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var now = false;
            lock (clock._lock)
            {
                clock._alarms.Remove(this);
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
                if (Due is not null)
                {
                    clock._alarms.Add(this);
                    now = dueTime <= TimeSpan.Zero;
                    foreach (var watcher in clock._watchers.Where(watcher => watcher.Wanted(dueTime)).ToList())
                    {
                        clock._watchers.Remove(watcher);
                        watcher.Seen.SetResult(dueTime);
                    }
                }

                clock.LookAgain();
            }

            if (now)
                ThreadPool.QueueUserWorkItem(_ => clock.Advance(TimeSpan.Zero));
            return true;
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                clock._alarms.Remove(this);
                clock.LookAgain();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
