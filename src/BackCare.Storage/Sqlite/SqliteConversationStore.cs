using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace BackCare.Storage.Sqlite;

/// <summary>Conversations in one SQLite file: the default, with nothing to set up. For one node.</summary>
public sealed class SqliteConversationStore : IConversationStore, IRecordStore, IDisposable
{
    private const long LeastFreeSpace = 1_048_576;

    private static readonly TimeSpan ClaimTime = TimeSpan.FromSeconds(60);

    private readonly string _file;
    private readonly bool _survivePowerLoss;
    private readonly TimeProvider _time;
    private readonly SqliteWriter _writer;
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly ConversationLocks _locks = new();
    private readonly ConversationNews _news = new();
    private volatile bool _disposed;

    /// <exception cref="StoreSchemaException">The file was written by a newer program.</exception>
    /// <exception cref="StoreUnavailableException">The file can't be opened or written.</exception>
    public SqliteConversationStore(string file, bool survivePowerLoss, TimeProvider time)
    {
        _file = Path.GetFullPath(file);
        _survivePowerLoss = survivePowerLoss;
        _time = time;
        _writer = new SqliteWriter(Open);

        try
        {
            using var session = Open();
            SqliteSchema.Migrate(session, file);
        }
        catch (SqliteException problem)
        {
            throw SqliteProblem.Of(problem);
        }
    }

    public async Task<Accepted> Accept(ConversationKey key, string? activityKey, Func<long, string> json, CancellationToken cancellation)
    {
        var stored = StoredText.Of(key);
        var storedKey = activityKey is null ? null : StoredText.Id(activityKey);

        var accepted = await _writer.Write(session => AcceptNow(session, stored, storedKey, json)).ConfigureAwait(false);

        if (accepted.IsNew)
            _news.Tell(stored);
        return accepted;
    }

    public async Task<Taken> Take(ConversationKey key, string? activityKey, Func<long, string> json, Func<PendingActivity, TurnOutcome> answer, CancellationToken cancellation) =>
        await TakeAtOnce(key, activityKey, json, answer, cancellation).ConfigureAwait(false) is { } sequence
            ? new Taken(new Accepted(sequence, IsNew: true), Failure: null)
            : await this.TakeInSteps(key, activityKey, json, answer, cancellation).ConfigureAwait(false);

    public async Task<IReadOnlyList<LoggedActivity>> Answer(ConversationKey key, Func<PendingActivity, TurnOutcome> answer, CancellationToken cancellation)
    {
        var stored = StoredText.Of(key);
        var kept = new List<LoggedActivity>();
        var forgotten = false;

        using (await _locks.Enter(stored, cancellation).ConfigureAwait(false))
        {
            while (Read(session => FirstPending(session, key, stored)) is { } first)
            {
                var outcome = answer(first.Pending with { Kept = () => Read(session => Activities(session, first.Id, 0, int.MaxValue)) });

                // Null when something came in meanwhile, so that the replies would have other places: answered again.
                if (await _writer.Write(session => Keep(session, first, outcome)).ConfigureAwait(false) is not { } replies)
                    continue;

                kept.AddRange(replies);
                forgotten |= outcome.Forget;
            }
        }

        if (forgotten)
            EmptyLog();
        if (kept.Count > 0)
            _news.Tell(stored);

        return kept;
    }

    public Task<IReadOnlyList<LoggedActivity>?> Since(ConversationKey key, long watermark, int count, CancellationToken cancellation)
    {
        var stored = StoredText.Of(key);

        return Task.FromResult<IReadOnlyList<LoggedActivity>?>(Read(session => Find(session, stored) is not { } conversation
            ? null
            : Activities(session, conversation.Id, watermark, count)));
    }

    public async Task<LoggedActivity> Append(ConversationKey key, Func<long, string> json, CancellationToken cancellation)
    {
        var stored = StoredText.Of(key);
        var activity = await _writer.Write(session =>
        {
            var (id, sequence) = Touch(session, stored, Find(session, stored));
            var text = StoredText.Words(json(sequence));
            Insert(session, id, sequence, fromBot: true, activityKey: null, text);
            return new LoggedActivity(sequence, text, FromBot: true);
        }).ConfigureAwait(false);

        _news.Tell(stored);
        return activity;
    }

    public Task<IReadOnlyList<ConversationKey>> Unanswered(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ConversationKey>>(Read(session => session.All(
            "SELECT channel, conversation FROM conversations WHERE id IN (SELECT conversation FROM pending) ORDER BY id",
            row => new ConversationKey(row.GetString(0), row.GetString(1)))));

    public async Task WaitForNews(ConversationKey key, long watermark, CancellationToken cancellation)
    {
        var stored = StoredText.Of(key);
        while (true)
        {
            var next = _news.Next(stored);
            if (Read(session => Find(session, stored))?.Last > watermark)
                return;
            await next.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    public async Task<IReadOnlyList<OutboxEntry>> ClaimOutbox(int count, CancellationToken cancellation)
    {
        var now = Now();

        // Read first: most of the time there is nothing, and then nothing is written.
        return Read(session => DueOutbox(session, now, 1)) is []
            ? []
            : await _writer.Write(session =>
            {
                var due = DueOutbox(session, now, count);
                foreach (var entry in due)
                {
                    session.Execute(
                        "UPDATE outbox SET attempts = attempts + 1, due = $2, set_at = $3 WHERE id = $1",
                        entry.Id,
                        now + (long)ClaimTime.TotalMilliseconds,
                        now);
                }

                return due;
            }).ConfigureAwait(false);
    }

    public Task SettleOutbox(long id, CancellationToken cancellation) =>
        _writer.Write(session => session.Execute("DELETE FROM outbox WHERE id = $1", id));

    public Task DeferOutbox(long id, DateTimeOffset until, CancellationToken cancellation) =>
        _writer.Write(session => session.Execute("UPDATE outbox SET due = $2, set_at = $3 WHERE id = $1", id, until.ToUnixTimeMilliseconds(), Now()));

    public async Task Delete(ConversationKey key, CancellationToken cancellation)
    {
        var stored = StoredText.Of(key);
        await _writer.Write(session =>
        {
            if (Find(session, stored) is { } conversation)
            {
                session.Execute("DELETE FROM records WHERE conversation = $1", conversation.Id);
                DeleteWhole(session, conversation.Id);
            }

            return true;
        }).ConfigureAwait(false);

        EmptyLog();
        _news.Tell(stored);
    }

    public async Task<int> Sweep(DateTimeOffset idleSince, DateTimeOffset recordsSince, CancellationToken cancellation)
    {
        var deleted = await _writer.Write(session => session.Execute("DELETE FROM records WHERE at < $1", recordsSince.ToUnixTimeMilliseconds())).ConfigureAwait(false);
        var conversations = 0;
        while (await _writer.Write(session => SweepSome(session, idleSince)).ConfigureAwait(false) is > 0 and var some)
        {
            conversations += some;
            cancellation.ThrowIfCancellationRequested();
        }

        if (deleted + conversations > 0)
            EmptyLog();
        return conversations;
    }

    public Task<IReadOnlyList<KeptRecord>> Records(RecordKind kind, long after, int count, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<KeptRecord>>(Read(session => session.All(
            "SELECT id, at, text FROM records WHERE kind = $1 AND id > $2 ORDER BY id LIMIT $3",
            row => new KeptRecord(row.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetString(2)),
            (int)kind,
            after,
            count)));

    public IReadOnlyList<string> Keys() => Read(session => session.All("SELECT key FROM keys", row => row.GetString(0)));

    public void AddKey(string name, string key) =>
        _writer.Write(session => session.Execute("INSERT INTO keys (name, key) VALUES ($1, $2) ON CONFLICT DO NOTHING", name, key)).GetAwaiter().GetResult();

    // Writes what is there already: whoever writes nothing doesn't notice that it can't. So little may fit into a disk that is full for a message.
    public Task Check(CancellationToken cancellation) => new DriveInfo(_file).AvailableFreeSpace < LeastFreeSpace
        ? throw SqliteProblem.DiskFull()
        : _writer.Write(session => session.Execute(SqliteSchema.SetVersion));

    public void Dispose()
    {
        _disposed = true;
        while (_readers.TryTake(out var reader))
            reader.Dispose();
        _writer.Dispose();
    }

    // Null when it has to go step by step: something waits before it, it was delivered before, or it can't be answered.
    private async Task<long?> TakeAtOnce(ConversationKey key, string? activityKey, Func<long, string> json, Func<PendingActivity, TurnOutcome> answer, CancellationToken cancellation)
    {
        var stored = StoredText.Of(key);
        var storedKey = activityKey is null ? null : StoredText.Id(activityKey);
        TurnOutcome outcome;
        long sequence;

        using (await _locks.Enter(stored, cancellation).ConfigureAwait(false))
        {
            // Again when something came in meanwhile, so that activity and replies would have other places.
            do
            {
                var standing = Read(session => Stand(session, stored, storedKey));
                if (standing is { IsClear: false })
                    return null;

                sequence = (standing?.Last ?? 0) + 1;
                var activity = new LoggedActivity(sequence, StoredText.Words(json(sequence)), FromBot: false);
                var pending = new PendingActivity(key, sequence, activity.Json, standing?.State, sequence + 1)
                {
                    Kept = () => [.. standing is null ? [] : Read(session => Activities(session, standing.Id, 0, int.MaxValue)), activity],
                };
                if (IConversationStore.TryAnswer(answer, pending) is not { } answered)
                    return null;

                outcome = answered;
                if (await _writer.Write(session => Keep(session, stored, storedKey, standing, pending, answered)).ConfigureAwait(false))
                    break;
            }
            while (true);
        }

        if (outcome.Forget)
            EmptyLog();
        _news.Tell(stored);
        return sequence;
    }

    private static Standing? Stand(SqliteSession session, ConversationKey key, string? activityKey) => session.One(
        """
        SELECT c.id, c.last, c.state,
            EXISTS (SELECT 1 FROM pending p WHERE p.conversation = c.id)
            OR EXISTS (SELECT 1 FROM activities a WHERE a.conversation = c.id AND a.activity_key = $3)
        FROM conversations c WHERE c.channel = $1 AND c.conversation = $2
        """,
        row => new Standing(row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetString(2), IsClear: row.GetInt64(3) == 0),
        key.Channel,
        key.Conversation,
        activityKey);

    // False when the conversation is no longer as it stood.
    private bool Keep(SqliteSession session, ConversationKey key, string? activityKey, Standing? standing, PendingActivity pending, TurnOutcome outcome)
    {
        var last = pending.Sequence + outcome.Replies.Count;
        var state = outcome.State is null ? null : StoredText.Words(outcome.State);
        var id = standing is null
            ? session.One(
                "INSERT INTO conversations (channel, conversation, last, state, touched) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING id",
                row => row.GetInt64(0),
                key.Channel,
                key.Conversation,
                last,
                state,
                Now())
            : session.Execute(
                "UPDATE conversations SET last = $3, state = $4, touched = $5 WHERE id = $1 AND last = $2", standing.Id, standing.Last, last, state, Now()) == 1
                ? standing.Id
                : 0;
        if (id == 0)
            return false;

        if (outcome.Forget)
            Forget(session, id, pending.Sequence);
        // What asks to be forgotten is never written.
        Insert(session, id, pending.Sequence, fromBot: false, activityKey, outcome.Forget ? "" : pending.Json);
        KeepReplies(session, id, pending, outcome);
        return true;
    }

    private Accepted AcceptNow(SqliteSession session, ConversationKey key, string? activityKey, Func<long, string> json)
    {
        var conversation = Find(session, key);
        if (conversation is { } known && activityKey is not null
            && session.One("SELECT sequence FROM activities WHERE conversation = $1 AND activity_key = $2", row => row.GetInt64(0), known.Id, activityKey) is > 0 and var earlier)
            return new Accepted(earlier, IsNew: false);

        var (id, sequence) = Touch(session, key, conversation);
        Insert(session, id, sequence, fromBot: false, activityKey, StoredText.Words(json(sequence)));
        session.Execute("INSERT INTO pending (conversation, sequence) VALUES ($1, $2)", id, sequence);

        return new Accepted(sequence, IsNew: true);
    }

    private static FirstInLine? FirstPending(SqliteSession session, ConversationKey key, ConversationKey stored) => session.One(
        """
        SELECT c.id, c.last, c.state, a.sequence, a.json
        FROM conversations c
        JOIN pending p ON p.conversation = c.id
        JOIN activities a ON a.conversation = p.conversation AND a.sequence = p.sequence
        WHERE c.channel = $1 AND c.conversation = $2
        ORDER BY p.sequence LIMIT 1
        """,
        row => new FirstInLine(
            row.GetInt64(0),
            new PendingActivity(key, row.GetInt64(3), row.GetString(4), row.IsDBNull(2) ? null : row.GetString(2), row.GetInt64(1) + 1)),
        stored.Channel,
        stored.Conversation);

    private static List<LoggedActivity> Activities(SqliteSession session, long id, long watermark, int count) => session.All(
        "SELECT sequence, json, from_bot FROM activities WHERE conversation = $1 AND sequence > $2 AND json <> '' ORDER BY sequence LIMIT $3",
        row => new LoggedActivity(row.GetInt64(0), row.GetString(1), row.GetBoolean(2)),
        id,
        watermark,
        count);

    private IReadOnlyList<LoggedActivity>? Keep(SqliteSession session, FirstInLine first, TurnOutcome outcome)
    {
        var (id, pending) = first;
        var last = session.One(
            "SELECT c.last FROM conversations c JOIN pending p ON p.conversation = c.id WHERE c.id = $1 AND p.sequence = $2",
            row => row.GetInt64(0),
            id,
            pending.Sequence);
        if (last != pending.NextSequence - 1)
            return null;

        session.Execute("DELETE FROM pending WHERE conversation = $1 AND sequence = $2", id, pending.Sequence);
        if (outcome.Forget)
            Forget(session, id, pending.Sequence);

        session.Execute(
            "UPDATE conversations SET last = last + $2, state = $3, touched = $4 WHERE id = $1",
            id,
            outcome.Replies.Count,
            outcome.State is null ? null : StoredText.Words(outcome.State),
            Now());

        return KeepReplies(session, id, pending, outcome);
    }

    private List<LoggedActivity> KeepReplies(SqliteSession session, long id, PendingActivity pending, TurnOutcome outcome)
    {
        var replies = new List<LoggedActivity>(outcome.Replies.Count);
        foreach (var json in outcome.Replies)
        {
            var reply = new LoggedActivity(pending.NextSequence + replies.Count, StoredText.Words(json), FromBot: true);
            Insert(session, id, reply.Sequence, fromBot: true, activityKey: null, reply.Json);
            if (outcome.Send)
                session.Execute("INSERT INTO outbox (conversation, json, attempts, due, set_at) VALUES ($1, $2, 0, 0, 0)", id, reply.Json);
            replies.Add(reply);
        }

        foreach (var (kind, text, ofPerson) in OutcomeRecords.Of(outcome))
        {
            session.Execute(
                "INSERT INTO records (kind, at, conversation, text) VALUES ($1, $2, $3, $4)",
                (int)kind,
                OutcomeRecords.Time(_time.GetUtcNow(), ofPerson).ToUnixTimeMilliseconds(),
                ofPerson ? id : null,
                text);
        }

        return replies;
    }

    // The places stay, so that watermarks keep their meaning and a second delivery is still known; the words go.
    private static void Forget(SqliteSession session, long id, long upTo)
    {
        session.Execute("UPDATE activities SET json = '' WHERE conversation = $1 AND sequence <= $2", id, upTo);
        session.Execute("DELETE FROM outbox WHERE conversation = $1", id);
        session.Execute("DELETE FROM records WHERE conversation = $1", id);
    }

    // Few at a time, so that turns get in between.
    private static int SweepSome(SqliteSession session, DateTimeOffset idleSince)
    {
        var idle = session.All("SELECT id FROM conversations WHERE touched < $1 ORDER BY touched LIMIT 50", row => row.GetInt64(0), idleSince.ToUnixTimeMilliseconds());
        foreach (var id in idle)
        {
            session.Execute("UPDATE records SET conversation = NULL WHERE conversation = $1", id);
            DeleteWhole(session, id);
        }

        return idle.Count;
    }

    private static void DeleteWhole(SqliteSession session, long id)
    {
        session.Execute("DELETE FROM activities WHERE conversation = $1", id);
        session.Execute("DELETE FROM pending WHERE conversation = $1", id);
        session.Execute("DELETE FROM outbox WHERE conversation = $1", id);
        session.Execute("DELETE FROM conversations WHERE id = $1", id);
    }

    private static List<OutboxEntry> DueOutbox(SqliteSession session, long now, int count) => session.All(
        // An entry whose time was set in what is now the future counts as due: the clock was set back since.
        """
        SELECT o.id, c.channel, c.conversation, o.json, o.attempts
        FROM outbox o JOIN conversations c ON c.id = o.conversation
        WHERE (o.due <= $1 OR o.set_at > $1 + 5000) AND NOT EXISTS (
            SELECT 1 FROM outbox earlier
            WHERE earlier.conversation = o.conversation AND earlier.id < o.id AND NOT (earlier.due <= $1 OR earlier.set_at > $1 + 5000))
        ORDER BY o.id LIMIT $2
        """,
        row => new OutboxEntry(row.GetInt64(0), new ConversationKey(row.GetString(1), row.GetString(2)), row.GetString(3), row.GetInt32(4)),
        now,
        count);

    private static Known? Find(SqliteSession session, ConversationKey key) => session.One(
        "SELECT id, last FROM conversations WHERE channel = $1 AND conversation = $2",
        row => new Known(row.GetInt64(0), row.GetInt64(1)),
        key.Channel,
        key.Conversation);

    // The conversation's next place, with the conversation begun when it is new.
    private (long Id, long Sequence) Touch(SqliteSession session, ConversationKey key, Known? conversation)
    {
        if (conversation is not { } known)
        {
            return (session.One(
                "INSERT INTO conversations (channel, conversation, last, touched) VALUES ($1, $2, 1, $3) RETURNING id",
                row => row.GetInt64(0),
                key.Channel,
                key.Conversation,
                Now()), 1);
        }

        session.Execute("UPDATE conversations SET last = last + 1, touched = $2 WHERE id = $1", known.Id, Now());
        return (known.Id, known.Last + 1);
    }

    private static void Insert(SqliteSession session, long id, long sequence, bool fromBot, string? activityKey, string json) => session.Execute(
        "INSERT INTO activities (conversation, sequence, from_bot, activity_key, json) VALUES ($1, $2, $3, $4, $5)",
        id,
        sequence,
        fromBot,
        activityKey,
        json);

    private T Read<T>(Func<SqliteSession, T> read)
    {
        try
        {
            if (!_readers.TryTake(out var session))
                session = Open();
            try
            {
                return read(session);
            }
            finally
            {
                if (_disposed)
                    session.Dispose();
                else
                    _readers.Add(session);
            }
        }
        catch (SqliteException problem)
        {
            throw SqliteProblem.Of(problem);
        }
    }

    private void EmptyLog()
    {
        try
        {
            _writer.EmptyLog();
        }
        catch (SqliteException problem)
        {
            throw SqliteProblem.Of(problem);
        }
    }

    private SqliteSession Open() => new(_file, _survivePowerLoss);

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed record Known(long Id, long Last);

    // How a conversation stands before an activity. Clear: nothing waits in it, and the activity was not delivered before.
    private sealed record Standing(long Id, long Last, string? State, bool IsClear);

    private sealed record FirstInLine(long Id, PendingActivity Pending);
}
