using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace BackCare.Storage.Sqlite;

/// <summary>
/// The one connection that writes. Whoever finds it free writes for everybody who waits, in one transaction: a group commit
/// that costs a lone writer no change of thread.
/// </summary>
internal sealed class SqliteWriter(Func<SqliteSession> open) : IDisposable
{
    private const int LargestGroup = 64;
    private const int GroupsBetweenCheckpoints = 100;

    // In pages: 128 MB.
    private const int LongestLog = 32_768;

    private readonly ConcurrentQueue<Job> _waiting = new();
    private readonly Lock _turn = new();
    private readonly Lock _checkpoint = new();
    private SqliteSession? _session;
    private int _groups;
    private int _checkpointing;
    private bool _disposed;

    /// <summary>Runs the work in a transaction; the task ends when it is committed. The work may run twice when another of its group fails.</summary>
    public Task<T> Write<T>(Func<SqliteSession, T> work)
    {
        var job = new Job<T>(work);
        _waiting.Enqueue(job);
        TakeTurn();

        return job.Committed;
    }

    /// <summary>Moves the log into the file and empties it, so that nothing deleted stays in it.</summary>
    public void EmptyLog()
    {
        InTurn(session => session.Execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    }

    public void Dispose()
    {
        lock (_checkpoint)
            _disposed = true;
        lock (_turn)
        {
            _session?.Dispose();
            _session = null;
        }
    }

    // A job that came in meanwhile found the turn taken, and relies on whoever had it, whatever became of the work.
    private void InTurn(Action<SqliteSession> work)
    {
        try
        {
            lock (_turn)
                work(Session());
        }
        finally
        {
            TakeTurn();
        }
    }

    private void TakeTurn()
    {
        // Looked at again after each turn: a job that came in meanwhile found the turn taken and relies on it.
        while (!_waiting.IsEmpty && _turn.TryEnter())
        {
            try
            {
                WriteGroup();
            }
            finally
            {
                _turn.Exit();
            }

            if (_waiting.IsEmpty)
                return;

            // The rest is for others; the caller goes back to its own work.
            ThreadPool.UnsafeQueueUserWorkItem(static writer => writer.TakeTurn(), this, preferLocal: false);
            return;
        }
    }

    private void WriteGroup()
    {
        var group = new List<Job>();
        while (group.Count < LargestGroup && _waiting.TryDequeue(out var job))
            group.Add(job);
        if (group.Count == 0)
            return;

        if (TryCommit(group) is not { } problem)
        {
            if (++_groups % GroupsBetweenCheckpoints == 0 && Interlocked.Exchange(ref _checkpointing, 1) == 0)
                ThreadPool.UnsafeQueueUserWorkItem(static writer => writer.Checkpoint(), this, preferLocal: false);
            group.ForEach(job => job.Succeed());
            return;
        }

        if (group is [var only])
        {
            only.Fail(problem);
            return;
        }

        // One of them is at fault: each alone, so that the others don't pay for it.
        foreach (var job in group)
        {
            if (TryCommit([job]) is { } own)
                job.Fail(own);
            else
                job.Succeed();
        }
    }

    private Exception? TryCommit(List<Job> group)
    {
        try
        {
            var session = Session();
            session.Execute("BEGIN IMMEDIATE");
            foreach (var job in group)
                job.Run(session);
            session.Execute("COMMIT");
            return null;
        }
        catch (Exception exception)
        {
            Rollback();
            return exception is SqliteException problem ? SqliteProblem.Of(problem) : exception;
        }
    }

    // Moves the log into the file beside the writing: a checkpoint waits for the disk, and writers would wait for it. The log begins anew
    // when nobody wrote meanwhile; one that grows too long is moved with the writers waiting.
    private void Checkpoint()
    {
        try
        {
            lock (_checkpoint)
            {
                if (_disposed)
                    return;

                using var session = open();
                var (pages, moved) = session.One("PRAGMA wal_checkpoint(PASSIVE)", row => (row.GetInt32(1), row.GetInt32(2)));
                if (pages <= LongestLog || moved == pages)
                    return;

                InTurn(session => session.Execute("PRAGMA wal_checkpoint(RESTART)"));
            }
        }
        catch (SqliteException)
        {
            // The next one tries again; who writes says what is wrong.
        }
        finally
        {
            Volatile.Write(ref _checkpointing, 0);
        }
    }

    private SqliteSession Session() => _session ??= open();

    private void Rollback()
    {
        try
        {
            _session?.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // Nothing to roll back, or the file is gone: the next one starts on a fresh connection.
            _session?.Dispose();
            _session = null;
        }
    }

    private abstract class Job
    {
        public abstract void Run(SqliteSession session);

        public abstract void Succeed();

        public abstract void Fail(Exception problem);
    }

    private sealed class Job<T>(Func<SqliteSession, T> work) : Job
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Committed => _done.Task;

        public override void Run(SqliteSession session) => _result = work(session);

        public override void Succeed() => _done.SetResult(_result!);

        public override void Fail(Exception problem) => _done.SetException(problem);
    }
}
