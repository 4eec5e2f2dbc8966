using System.Collections.Concurrent;

namespace BackCare.Storage;

/// <summary>Conversations in memory: for tests and for a host that may forget on restart.</summary>
public sealed class InMemoryConversationStore(TimeProvider time) : IConversationStore, IRecordStore
{
    private static readonly TimeSpan ClaimTime = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<ConversationKey, Conversation> _conversations = new();
    private readonly ConversationNews _news = new();
    private readonly Lock _outboxLock = new();
    private readonly SortedDictionary<long, (OutboxEntry Entry, DateTimeOffset From, DateTimeOffset SetAt)> _outbox = [];
    private readonly List<(KeptRecord Record, RecordKind Kind, ConversationKey? Key)> _records = [];
    private readonly ConcurrentDictionary<string, string> _keys = new();
    private long _lastOutboxId;
    private long _lastRecordId;

    public Task<Accepted> Accept(ConversationKey key, string? activityKey, Func<long, string> json, CancellationToken cancellation)
    {
        var conversation = _conversations.GetOrAdd(key, _ => new Conversation());
        long sequence;
        lock (conversation)
        {
            if (activityKey is not null && conversation.Keys.TryGetValue(activityKey, out var earlier))
                return Task.FromResult(new Accepted(earlier, IsNew: false));

            conversation.Touched = time.GetUtcNow();
            sequence = conversation.Activities.Count + 1;
            conversation.Activities.Add(new LoggedActivity(sequence, json(sequence), FromBot: false));
            conversation.Pending.Enqueue(sequence);
            if (activityKey is not null)
                conversation.Keys[activityKey] = sequence;
        }

        _news.Tell(key);
        return Task.FromResult(new Accepted(sequence, IsNew: true));
    }

    public Task<Taken> Take(ConversationKey key, string? activityKey, Func<long, string> json, Func<PendingActivity, TurnOutcome> answer, CancellationToken cancellation) =>
        this.TakeInSteps(key, activityKey, json, answer, cancellation);

    public Task<IReadOnlyList<LoggedActivity>> Answer(ConversationKey key, Func<PendingActivity, TurnOutcome> answer, CancellationToken cancellation)
    {
        if (!_conversations.TryGetValue(key, out var conversation))
            return Task.FromResult<IReadOnlyList<LoggedActivity>>([]);

        var kept = new List<LoggedActivity>();
        lock (conversation)
        {
            while (conversation.Pending.TryPeek(out var sequence))
            {
                var activity = conversation.Activities[(int)sequence - 1];
                var outcome = answer(new PendingActivity(key, sequence, activity.Json, conversation.State, conversation.Activities.Count + 1)
                {
                    Kept = () => [.. conversation.Activities.Where(kept => kept.Json.Length > 0)],
                });

                conversation.Pending.Dequeue();
                conversation.State = outcome.State;
                conversation.Touched = time.GetUtcNow();
                if (outcome.Forget)
                {
                    conversation.Forget(sequence);
                    Unqueue(key);
                    DropRecords(key);
                }

                Record(key, outcome);

                foreach (var json in outcome.Replies)
                {
                    var reply = new LoggedActivity(conversation.Activities.Count + 1, json, FromBot: true);
                    conversation.Activities.Add(reply);
                    kept.Add(reply);
                    if (outcome.Send)
                        Enqueue(key, json);
                }
            }
        }

        if (kept.Count > 0)
            _news.Tell(key);
        return Task.FromResult<IReadOnlyList<LoggedActivity>>(kept);
    }

    public Task<IReadOnlyList<LoggedActivity>?> Since(ConversationKey key, long watermark, int count, CancellationToken cancellation)
    {
        if (!_conversations.TryGetValue(key, out var conversation))
            return Task.FromResult<IReadOnlyList<LoggedActivity>?>(null);

        lock (conversation)
        {
            return Task.FromResult<IReadOnlyList<LoggedActivity>?>(
                [.. conversation.Activities.Skip((int)Math.Clamp(watermark, 0, int.MaxValue)).Where(activity => activity.Json.Length > 0).Take(count)]);
        }
    }

    public Task<LoggedActivity> Append(ConversationKey key, Func<long, string> json, CancellationToken cancellation)
    {
        var conversation = _conversations.GetOrAdd(key, _ => new Conversation());
        LoggedActivity activity;
        lock (conversation)
        {
            var sequence = conversation.Activities.Count + 1;
            conversation.Touched = time.GetUtcNow();
            activity = new LoggedActivity(sequence, json(sequence), FromBot: true);
            conversation.Activities.Add(activity);
        }

        _news.Tell(key);
        return Task.FromResult(activity);
    }

    public Task<IReadOnlyList<ConversationKey>> Unanswered(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ConversationKey>>([.. _conversations.Where(pair => pair.Value.Pending.Count > 0).Select(pair => pair.Key)]);

    public async Task WaitForNews(ConversationKey key, long watermark, CancellationToken cancellation)
    {
        while (true)
        {
            var next = _news.Next(key);
            if (_conversations.TryGetValue(key, out var conversation))
            {
                lock (conversation)
                {
                    if (conversation.Activities.Count > watermark)
                        return;
                }
            }

            await next.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    public Task<IReadOnlyList<OutboxEntry>> ClaimOutbox(int count, CancellationToken cancellation)
    {
        lock (_outboxLock)
        {
            var now = time.GetUtcNow();
            // An entry whose time was set in what is now the future counts as due: the clock was set back since.
            bool IsDue((OutboxEntry Entry, DateTimeOffset From, DateTimeOffset SetAt) waiting) => waiting.From <= now || waiting.SetAt > now.AddSeconds(5);
            var due = _outbox.Values
                .GroupBy(waiting => waiting.Entry.Key)
                .SelectMany(conversation => conversation.TakeWhile(IsDue))
                .Select(waiting => waiting.Entry)
                .OrderBy(entry => entry.Id)
                .Take(count)
                .ToList();
            foreach (var entry in due)
                _outbox[entry.Id] = (entry with { Attempts = entry.Attempts + 1 }, now + ClaimTime, now);
            return Task.FromResult<IReadOnlyList<OutboxEntry>>(due);
        }
    }

    public Task SettleOutbox(long id, CancellationToken cancellation)
    {
        lock (_outboxLock)
            _outbox.Remove(id);
        return Task.CompletedTask;
    }

    public Task DeferOutbox(long id, DateTimeOffset until, CancellationToken cancellation)
    {
        lock (_outboxLock)
        {
            if (_outbox.TryGetValue(id, out var waiting))
                _outbox[id] = (waiting.Entry, until, time.GetUtcNow());
        }

        return Task.CompletedTask;
    }

    public Task Delete(ConversationKey key, CancellationToken cancellation)
    {
        _conversations.TryRemove(key, out _);
        Unqueue(key);
        DropRecords(key);
        _news.Tell(key);
        return Task.CompletedTask;
    }

    public Task<int> Sweep(DateTimeOffset idleSince, DateTimeOffset recordsSince, CancellationToken cancellation)
    {
        var idle = _conversations.Where(pair => pair.Value.Touched < idleSince).Select(pair => pair.Key).ToList();
        foreach (var key in idle)
        {
            _conversations.TryRemove(key, out _);
            Unqueue(key);
            _news.Tell(key);
        }

        lock (_records)
        {
            for (var index = 0; index < _records.Count; index++)
            {
                if (_records[index].Key is { } key && idle.Contains(key))
                    _records[index] = _records[index] with { Key = null };
            }

            _records.RemoveAll(kept => kept.Record.At < recordsSince);
        }

        return Task.FromResult(idle.Count);
    }

    public Task<IReadOnlyList<KeptRecord>> Records(RecordKind kind, long after, int count, CancellationToken cancellation)
    {
        lock (_records)
        {
            return Task.FromResult<IReadOnlyList<KeptRecord>>(
                [.. _records.Where(kept => kept.Kind == kind && kept.Record.Id > after).Select(kept => kept.Record).Take(count)]);
        }
    }

    public IReadOnlyList<string> Keys() => [.. _keys.Values];

    public void AddKey(string name, string key) => _keys.TryAdd(name, key);

    public Task Check(CancellationToken cancellation) => Task.CompletedTask;

    private void Enqueue(ConversationKey key, string json)
    {
        lock (_outboxLock)
        {
            var id = ++_lastOutboxId;
            _outbox[id] = (new OutboxEntry(id, key, json, Attempts: 0), DateTimeOffset.MinValue, DateTimeOffset.MinValue);
        }
    }

    private void Unqueue(ConversationKey key)
    {
        lock (_outboxLock)
        {
            foreach (var id in _outbox.Values.Where(waiting => waiting.Entry.Key == key).Select(waiting => waiting.Entry.Id).ToList())
                _outbox.Remove(id);
        }
    }

    private void Record(ConversationKey key, TurnOutcome outcome)
    {
        lock (_records)
        {
            foreach (var (kind, text, ofPerson) in OutcomeRecords.Of(outcome))
                _records.Add((new KeptRecord(++_lastRecordId, OutcomeRecords.Time(time.GetUtcNow(), ofPerson), text), kind, ofPerson ? key : null));
        }
    }

    private void DropRecords(ConversationKey key)
    {
        lock (_records)
            _records.RemoveAll(kept => kept.Key == key);
    }

    private sealed class Conversation
    {
        public List<LoggedActivity> Activities { get; } = [];

        public Dictionary<string, long> Keys { get; } = [];

        public Queue<long> Pending { get; } = new();

        public string? State { get; set; }

        public DateTimeOffset Touched { get; set; }

        // The places stay, so that watermarks keep their meaning; the words go.
        public void Forget(long upTo)
        {
            for (var index = 0; index < upTo && index < Activities.Count; index++)
                Activities[index] = Activities[index] with { Json = "" };
        }
    }
}
