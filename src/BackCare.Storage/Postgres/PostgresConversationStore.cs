using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace BackCare.Storage.Postgres;

/// <summary>Conversations in PostgreSQL, for more than one node: the conversation's row is the lock that keeps its turns in order.</summary>
public sealed class PostgresConversationStore : IConversationStore, IRecordStore, IAsyncDisposable, IDisposable
{
    private const string SelectActivities =
        "SELECT sequence, json, from_bot FROM activities WHERE conversation = $1 AND sequence > $2 AND json IS NOT NULL ORDER BY sequence LIMIT $3";

    private const string DatabaseNow = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    private static readonly long ClaimTime = (long)TimeSpan.FromSeconds(60).TotalMilliseconds;

    private readonly PostgresDatabase _database;
    private readonly PostgresNews _news;
    private readonly TimeProvider _time;
    private int _disposed;

    public PostgresConversationStore(string connectionString, TimeProvider time, ILogger<PostgresConversationStore> logger)
    {
        _database = new PostgresDatabase(connectionString);
        _news = new PostgresNews(_database, logger);
        Nodes = new PostgresNodes(_database, _news);
        _time = time;
    }

    /// <summary>The nodes that use the same database.</summary>
    public INodes Nodes { get; }

    public async Task<Accepted> Accept(ConversationKey key, string? activityKey, Func<long, string> json, CancellationToken cancellation)
    {
        var stored = StoredText.Of(key);
        var storedKey = activityKey is null ? null : StoredText.Id(activityKey);

        var accepted = await _database.Write(
            async connection =>
            {
                var row = await Begun(connection, stored).ConfigureAwait(false);
                if (storedKey is not null
                    && await connection.One("SELECT sequence FROM activities WHERE conversation = $1 AND activity_key = $2", found => found.GetInt64(0), row.Id, storedKey).ConfigureAwait(false) is > 0 and var earlier)
                    return new Accepted(earlier, IsNew: false);

                var sequence = row.Last + 1;
                await connection.ExecuteAll(
                [
                    Place(row.Id, 1),
                    Insert(row, sequence, fromBot: false, storedKey, StoredText.Words(json(sequence))),
                    ("INSERT INTO pending (conversation, sequence) VALUES ($1, $2)", [row.Id, sequence]),
                    PostgresNews.Telling(stored),
                ]).ConfigureAwait(false);

                return new Accepted(sequence, IsNew: true);
            },
            cancellation).ConfigureAwait(false);

        if (accepted.IsNew)
            _news.Tell(stored);
        return accepted;
    }

    public async Task<Taken> Take(ConversationKey key, string? activityKey, Func<long, string> json, Func<PendingActivity, TurnOutcome> answer, CancellationToken cancellation)
    {
        var stored = StoredText.Of(key);
        var storedKey = activityKey is null ? null : StoredText.Id(activityKey);
        if (await _database.Write(connection => TakeAtOnce(connection, key, stored, storedKey, json, answer), cancellation).ConfigureAwait(false) is not { } sequence)
            return await this.TakeInSteps(key, activityKey, json, answer, cancellation).ConfigureAwait(false);

        _news.Tell(stored);
        return new Taken(new Accepted(sequence, IsNew: true), Failure: null);
    }

    public async Task<IReadOnlyList<LoggedActivity>> Answer(ConversationKey key, Func<PendingActivity, TurnOutcome> answer, CancellationToken cancellation)
    {
        var stored = StoredText.Of(key);
        var kept = new List<LoggedActivity>();

        while (await _database.Write(connection => AnswerFirst(connection, key, stored, answer), cancellation).ConfigureAwait(false) is { } replies)
        {
            kept.AddRange(replies);
            if (replies.Count > 0)
                _news.Tell(stored);
        }

        return kept;
    }

    public Task<IReadOnlyList<LoggedActivity>?> Since(ConversationKey key, long watermark, int count, CancellationToken cancellation)
    {
        var stored = StoredText.Of(key);

        return _database.Read<IReadOnlyList<LoggedActivity>?>(
            async connection => await Find(connection, stored, forUpdate: false).ConfigureAwait(false) is { } row
                ? await connection.All(SelectActivities, Read(row.Key), row.Id, watermark, count).ConfigureAwait(false)
                : null,
            cancellation);
    }

    public async Task<LoggedActivity> Append(ConversationKey key, Func<long, string> json, CancellationToken cancellation)
    {
        var stored = StoredText.Of(key);
        var activity = await _database.Write(
            async connection =>
            {
                var row = await Begun(connection, stored).ConfigureAwait(false);
                var appended = new LoggedActivity(row.Last + 1, StoredText.Words(json(row.Last + 1)), FromBot: true);
                await connection.ExecuteAll(
                [
                    Place(row.Id, 1),
                    Insert(row, appended.Sequence, fromBot: true, activityKey: null, appended.Json),
                    PostgresNews.Telling(stored),
                ]).ConfigureAwait(false);
                return appended;
            },
            cancellation).ConfigureAwait(false);

        _news.Tell(stored);
        return activity;
    }

    public Task<IReadOnlyList<ConversationKey>> Unanswered(CancellationToken cancellation) =>
        _database.Read<IReadOnlyList<ConversationKey>>(
            async connection => await connection.All(
                "SELECT channel, conversation FROM conversations WHERE id IN (SELECT conversation FROM pending) ORDER BY id",
                row => new ConversationKey(row.GetString(0), row.GetString(1))).ConfigureAwait(false),
            cancellation);

    public async Task WaitForNews(ConversationKey key, long watermark, CancellationToken cancellation)
    {
        var stored = StoredText.Of(key);
        while (true)
        {
            var next = _news.Next(stored);
            var last = await _database.Read(
                connection => connection.One("SELECT last FROM conversations WHERE channel = $1 AND conversation = $2", row => row.GetInt64(0), stored.Channel, stored.Conversation),
                cancellation).ConfigureAwait(false);
            if (last > watermark)
                return;
            await next.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    public Task<IReadOnlyList<OutboxEntry>> ClaimOutbox(int count, CancellationToken cancellation) =>
        _database.Write<IReadOnlyList<OutboxEntry>>(
            async connection =>
            {
                // One node claims at a time, so that entries of a conversation can't overtake each other.
                if (!await connection.One("SELECT pg_try_advisory_xact_lock(hashtext('backcare outbox'))", row => row.GetBoolean(0)).ConfigureAwait(false))
                    return [];

                return await connection.All(
                    $"""
                    WITH time AS (SELECT {DatabaseNow} + $1 AS now),
                    chosen AS (
                        SELECT o.id FROM outbox o, time
                        WHERE {Due("o")} AND NOT EXISTS (
                            SELECT 1 FROM outbox earlier WHERE earlier.conversation = o.conversation AND earlier.id < o.id AND NOT {Due("earlier")})
                        ORDER BY o.id LIMIT $2),
                    claimed AS (
                        UPDATE outbox o SET attempts = o.attempts + 1, due = time.now + $3, set_at = time.now
                        FROM chosen, time WHERE o.id = chosen.id
                        RETURNING o.id, o.conversation, o.json, o.attempts - 1 AS attempts)
                    SELECT claimed.id, c.channel, c.conversation, claimed.json, claimed.attempts, c.key
                    FROM claimed JOIN conversations c ON c.id = claimed.conversation ORDER BY claimed.id
                    """,
                    row => new OutboxEntry(
                        row.GetInt64(0),
                        new ConversationKey(row.GetString(1), row.GetString(2)),
                        SealedText.Open(row.GetFieldValue<byte[]>(5), row.GetFieldValue<byte[]>(3)),
                        row.GetInt32(4)),
                    ClockOffset(),
                    count,
                    ClaimTime).ConfigureAwait(false);
            },
            cancellation);

    public Task SettleOutbox(long id, CancellationToken cancellation) =>
        _database.Write(connection => connection.Execute("DELETE FROM outbox WHERE id = $1", id), cancellation);

    public Task DeferOutbox(long id, DateTimeOffset until, CancellationToken cancellation) =>
        _database.Write(
            connection => connection.Execute(
                $"UPDATE outbox SET due = {DatabaseNow} + $2 + $3, set_at = {DatabaseNow} + $2 WHERE id = $1",
                id,
                ClockOffset(),
                (long)(until - _time.GetUtcNow()).TotalMilliseconds),
            cancellation);

    public async Task Delete(ConversationKey key, CancellationToken cancellation)
    {
        var stored = StoredText.Of(key);
        await _database.Write(
            async connection =>
            {
                if (await Find(connection, stored, forUpdate: true).ConfigureAwait(false) is { } row)
                {
                    await connection.ExecuteAll(
                    [
                        ("DELETE FROM records WHERE conversation = $1", [row.Id]),
                        ("DELETE FROM conversations WHERE id = $1", [row.Id]),
                    ]).ConfigureAwait(false);
                }

                return true;
            },
            cancellation).ConfigureAwait(false);

        _news.Tell(stored);
    }

    public async Task<int> Sweep(DateTimeOffset idleSince, DateTimeOffset recordsSince, CancellationToken cancellation)
    {
        await _database.Write(
            connection => connection.Execute("DELETE FROM records WHERE at < $1", recordsSince.ToUnixTimeMilliseconds()),
            cancellation).ConfigureAwait(false);

        var deleted = 0;
        while (await _database.Write(connection => SweepSome(connection, idleSince), cancellation).ConfigureAwait(false) is > 0 and var some)
            deleted += some;
        return deleted;
    }

    public Task<IReadOnlyList<KeptRecord>> Records(RecordKind kind, long after, int count, CancellationToken cancellation) =>
        _database.Read<IReadOnlyList<KeptRecord>>(
            async connection => await connection.All(
                """
                SELECT r.id, r.at, r.text, c.key FROM records r LEFT JOIN conversations c ON c.id = r.conversation
                WHERE r.kind = $1 AND r.id > $2 ORDER BY r.id LIMIT $3
                """,
                row => new KeptRecord(row.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), RecordText(row.GetFieldValue<byte[]>(2), row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3))),
                (int)kind,
                after,
                count).ConfigureAwait(false),
            cancellation);

    public IReadOnlyList<string> Keys() =>
        _database.Read(connection => connection.All("SELECT key FROM keys", row => row.GetString(0)), CancellationToken.None).GetAwaiter().GetResult();

    public void AddKey(string name, string key) =>
        _database.Write(
            connection => connection.Execute("INSERT INTO keys (name, key) VALUES ($1, $2) ON CONFLICT DO NOTHING", name, key),
            CancellationToken.None).GetAwaiter().GetResult();

    public Task Check(CancellationToken cancellation) =>
        _database.Write(connection => connection.One("SELECT pg_is_in_recovery()", row => row.GetBoolean(0) ? throw new StoreUnavailableException("PostgreSQL is read-only now.") : true), cancellation);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        await _news.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    // An entry whose time was set in what is now the future counts as due: the clock was set back since.
    private static string Due(string entry) => string.Create(CultureInfo.InvariantCulture, $"({entry}.due <= time.now OR {entry}.set_at > time.now + 5000)");

    // Nodes agree on the database's clock. A test's clock comes in as its distance from the system's.
    private long ClockOffset() => _time == TimeProvider.System ? 0 : (long)(_time.GetUtcNow() - TimeProvider.System.GetUtcNow()).TotalMilliseconds;

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    // Null when it has to go step by step: something waits before it, it was delivered before, or it can't be answered.
    private async Task<long?> TakeAtOnce(
        NpgsqlConnection connection,
        ConversationKey key,
        ConversationKey stored,
        string? storedKey,
        Func<long, string> json,
        Func<PendingActivity, TurnOutcome> answer)
    {
        var row = await Begun(connection, stored).ConfigureAwait(false);

        // Looked at once the row is locked: with it in one command this would be seen as it was before the wait for the lock.
        var isClear = await connection.One(
            """
            SELECT NOT EXISTS (SELECT 1 FROM pending WHERE conversation = $1)
                AND NOT EXISTS (SELECT 1 FROM activities WHERE conversation = $1 AND activity_key = $2::text)
            """,
            found => found.GetBoolean(0),
            row.Id,
            storedKey).ConfigureAwait(false);
        if (!isClear)
            return null;

        var activity = new LoggedActivity(row.Last + 1, StoredText.Words(json(row.Last + 1)), FromBot: false);
        var pending = new PendingActivity(key, activity.Sequence, activity.Json, row.State, activity.Sequence + 1)
        {
            Kept = () => [.. connection.All(SelectActivities, Read(row.Key), row.Id, 0L, int.MaxValue).GetAwaiter().GetResult(), activity],
        };
        if (IConversationStore.TryAnswer(answer, pending) is not { } outcome)
            return null;

        // What is forgotten was sealed with a key that goes; what is said from here on gets another.
        var sealing = outcome.Forget ? row with { Key = SealedText.NewKey() } : row;
        if (outcome.Forget)
            await Forget(connection, row, sealing, activity.Sequence).ConfigureAwait(false);

        await connection.ExecuteAll(
        [
            // What asks to be forgotten is never written.
            outcome.Forget ? Insert(row.Id, activity.Sequence, fromBot: false, storedKey, null) : Insert(sealing, activity.Sequence, fromBot: false, storedKey, activity.Json),
            .. Keeping(stored, sealing, 1, activity.Sequence + 1, outcome),
        ]).ConfigureAwait(false);

        return activity.Sequence;
    }

    // Everything a turn leaves: state, replies, outbox, records, and the news of it.
    private IEnumerable<(string Sql, object?[] Values)> Keeping(ConversationKey stored, Row row, long before, long first, TurnOutcome outcome)
    {
        var replies = outcome.Replies.Select((json, index) => (Sequence: first + index, Json: SealedText.Seal(row.Key, StoredText.Words(json)))).ToList();

        return
        [
            ("UPDATE conversations SET last = last + $2, state = $3, touched = $4 WHERE id = $1",
                [row.Id, before + replies.Count, outcome.State is { } state ? SealedText.Seal(row.Key, StoredText.Words(state)) : null, Now()]),
            .. replies.Select(reply => Insert(row.Id, reply.Sequence, fromBot: true, activityKey: null, reply.Json)),
            .. replies.Where(_ => outcome.Send).Select(reply => ((string, object?[]))(
                "INSERT INTO outbox (conversation, json, attempts, due, set_at) VALUES ($1, $2, 0, 0, 0)", [row.Id, reply.Json])),
            .. OutcomeRecords.Of(outcome).Select(record => Insert(row, record.Kind, record.Text, record.OfPerson)),
            PostgresNews.Telling(stored),
        ];
    }

    private async Task<IReadOnlyList<LoggedActivity>?> AnswerFirst(NpgsqlConnection connection, ConversationKey key, ConversationKey stored, Func<PendingActivity, TurnOutcome> answer)
    {
        if (await Find(connection, stored, forUpdate: true).ConfigureAwait(false) is not { } row)
            return null;

        var first = await connection.One(
            """
            SELECT a.sequence, a.json FROM pending p JOIN activities a ON a.conversation = p.conversation AND a.sequence = p.sequence
            WHERE p.conversation = $1 ORDER BY p.sequence LIMIT 1
            """,
            found => new LoggedActivity(found.GetInt64(0), SealedText.Open(row.Key, found.GetFieldValue<byte[]>(1)), FromBot: false),
            row.Id).ConfigureAwait(false);
        if (first is null)
            return null;

        var outcome = answer(new PendingActivity(key, first.Sequence, first.Json, row.State, row.Last + 1)
        {
            Kept = () => connection.All(SelectActivities, Read(row.Key), row.Id, 0L, int.MaxValue).GetAwaiter().GetResult(),
        });

        // What is forgotten was sealed with a key that goes; what is said from here on gets another.
        var sealing = outcome.Forget ? row with { Key = SealedText.NewKey() } : row;
        if (outcome.Forget)
            await Forget(connection, row, sealing, first.Sequence).ConfigureAwait(false);

        await connection.ExecuteAll(
        [
            ("DELETE FROM pending WHERE conversation = $1 AND sequence = $2", [row.Id, first.Sequence]),
            .. Keeping(stored, sealing, 0, row.Last + 1, outcome),
        ]).ConfigureAwait(false);

        return [.. outcome.Replies.Select((json, index) => new LoggedActivity(row.Last + 1 + index, StoredText.Words(json), FromBot: true))];
    }

    // The places stay, so that watermarks keep their meaning and a second delivery is still known; the words go.
    // What came in after the request to forget is kept, under the new key.
    private static async Task Forget(NpgsqlConnection connection, Row row, Row sealing, long upTo)
    {
        var later = await connection.All(SelectActivities, Read(row.Key), row.Id, upTo, int.MaxValue).ConfigureAwait(false);
        await connection.ExecuteAll(
        [
            ("UPDATE activities SET json = NULL WHERE conversation = $1 AND sequence <= $2", [row.Id, upTo]),
            ("DELETE FROM outbox WHERE conversation = $1", [row.Id]),
            ("DELETE FROM records WHERE conversation = $1", [row.Id]),
            ("UPDATE conversations SET key = $2 WHERE id = $1", [row.Id, sealing.Key]),
            .. later.Select(activity => ((string, object?[]))(
                "UPDATE activities SET json = $3 WHERE conversation = $1 AND sequence = $2", [row.Id, activity.Sequence, SealedText.Seal(sealing.Key, activity.Json)])),
        ]).ConfigureAwait(false);
    }

    private static async Task<int> SweepSome(NpgsqlConnection connection, DateTimeOffset idleSince)
    {
        var idle = await connection.All(
            "SELECT id, key FROM conversations WHERE touched < $1 ORDER BY touched LIMIT 200 FOR UPDATE SKIP LOCKED",
            row => (Id: row.GetInt64(0), Key: row.GetFieldValue<byte[]>(1)),
            idleSince.ToUnixTimeMilliseconds()).ConfigureAwait(false);
        if (idle.Count == 0)
            return 0;

        // What the editors may read on loses its conversation, and so its key.
        var keys = idle.ToDictionary(row => row.Id, row => row.Key);
        var records = await connection.All(
            "SELECT id, conversation, text FROM records WHERE conversation = ANY($1)",
            row => (Id: row.GetInt64(0), Text: SealedText.Open(keys[row.GetInt64(1)], row.GetFieldValue<byte[]>(2))),
            keys.Keys.ToArray()).ConfigureAwait(false);

        await connection.ExecuteAll(
        [
            .. records.Select(record => ((string, object?[]))(
                "UPDATE records SET conversation = NULL, text = $2 WHERE id = $1", [record.Id, Encoding.UTF8.GetBytes(record.Text)])),
            ("DELETE FROM conversations WHERE id = ANY($1)", [keys.Keys.ToArray()]),
        ]).ConfigureAwait(false);

        return idle.Count;
    }

    private static Task<Row?> Find(NpgsqlConnection connection, ConversationKey key, bool forUpdate) => connection.One<Row?>(
        $"SELECT id, last, key, state FROM conversations WHERE channel = $1 AND conversation = $2{(forUpdate ? " FOR UPDATE" : "")}",
        ReadRow,
        key.Channel,
        key.Conversation);

    // The conversation's row, locked, begun when it is new.
    private async Task<Row> Begun(NpgsqlConnection connection, ConversationKey key)
    {
        while (true)
        {
            if (await Find(connection, key, forUpdate: true).ConfigureAwait(false) is { } row)
                return row;
            await connection.Execute(
                "INSERT INTO conversations (channel, conversation, last, key, touched) VALUES ($1, $2, 0, $3, $4) ON CONFLICT DO NOTHING",
                key.Channel,
                key.Conversation,
                SealedText.NewKey(),
                Now()).ConfigureAwait(false);
        }
    }

    private (string Sql, object?[] Values) Place(long id, long count) =>
        ("UPDATE conversations SET last = last + $2, touched = $3 WHERE id = $1", [id, count, Now()]);

    private static (string Sql, object?[] Values) Insert(Row row, long sequence, bool fromBot, string? activityKey, string json) =>
        Insert(row.Id, sequence, fromBot, activityKey, SealedText.Seal(row.Key, json));

    private static (string Sql, object?[] Values) Insert(long id, long sequence, bool fromBot, string? activityKey, byte[]? json) => (
        "INSERT INTO activities (conversation, sequence, from_bot, activity_key, json) VALUES ($1, $2, $3, $4, $5)",
        [id, sequence, fromBot, activityKey, json]);

    private (string Sql, object?[] Values) Insert(Row row, RecordKind kind, string text, bool ofPerson) => (
        "INSERT INTO records (kind, at, conversation, text) VALUES ($1, $2, $3, $4)",
        [
            (int)kind,
            OutcomeRecords.Time(_time.GetUtcNow(), ofPerson).ToUnixTimeMilliseconds(),
            ofPerson ? row.Id : null,
            ofPerson ? SealedText.Seal(row.Key, text) : Encoding.UTF8.GetBytes(text),
        ]);

    private static Row ReadRow(NpgsqlDataReader row)
    {
        var key = row.GetFieldValue<byte[]>(2);
        return new Row(row.GetInt64(0), row.GetInt64(1), key, row.IsDBNull(3) ? null : SealedText.Open(key, row.GetFieldValue<byte[]>(3)));
    }

    private static Func<NpgsqlDataReader, LoggedActivity> Read(byte[] key) =>
        row => new LoggedActivity(row.GetInt64(0), SealedText.Open(key, row.GetFieldValue<byte[]>(1)), row.GetBoolean(2));

    private static string RecordText(byte[] text, byte[]? key) => key is null ? Encoding.UTF8.GetString(text) : SealedText.Open(key, text);

    private sealed record Row(long Id, long Last, byte[] Key, string? State);
}
