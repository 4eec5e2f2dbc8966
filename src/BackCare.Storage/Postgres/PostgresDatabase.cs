using System.Net.Sockets;
using Npgsql;

namespace BackCare.Storage.Postgres;

/// <summary>Connections to PostgreSQL: the schema in place before the first use, transactions repeated when a connection turns out dead.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private const int Attempts = 3;

    private readonly NpgsqlDataSource _source;
    private readonly SemaphoreSlim _migrating = new(1, 1);
    private volatile bool _migrated;

    public PostgresDatabase(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.SearchPath ??= "backcare";
        builder.ApplicationName ??= "backcare";
        if (builder.MaxAutoPrepare == 0)
            builder.MaxAutoPrepare = 50;
        builder.IncludeErrorDetail = false;
        _source = NpgsqlDataSource.Create(builder);
    }

    /// <summary>A connection with the schema in place; the caller disposes it.</summary>
    public async Task<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        if (!_migrated)
            await Migrate(cancellation).ConfigureAwait(false);
        return await _source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Runs the work in a transaction and commits it; the work may run again when its connection breaks before the commit.</summary>
    public async Task<T> Write<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var committing = false;
            try
            {
                await using var connection = await Open(cancellation).ConfigureAwait(false);
                await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
                var result = await work(connection).ConfigureAwait(false);
                committing = true;
                // Not given up halfway: a caller that went away must not leave it open whether this was kept.
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                return result;
            }
            // A connection that broke at the commit may have committed: whether to repeat is the caller's to know.
            catch (Exception problem) when (IsTransient(problem) && !committing && attempt < Attempts)
            {
            }
            catch (Exception problem) when (IsTransient(problem))
            {
                throw Unavailable(problem);
            }
        }
    }

    public async Task<T> Read<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await Open(cancellation).ConfigureAwait(false);
                return await read(connection).ConfigureAwait(false);
            }
            catch (Exception problem) when (IsTransient(problem) && attempt < Attempts)
            {
            }
            catch (Exception problem) when (IsTransient(problem))
            {
                throw Unavailable(problem);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync().ConfigureAwait(false);
        _migrating.Dispose();
    }

    public static bool IsTransient(Exception problem) => problem is SocketException or IOException or TimeoutException or ObjectDisposedException
        || problem is PostgresException { SqlState: "53100" or "53200" or "25006" or "57P01" or "57P02" or "57P03" or "40001" or "40P01" }
        || (problem is NpgsqlException and not PostgresException)
        || problem is NpgsqlException { IsTransient: true };

    private static StoreUnavailableException Unavailable(Exception problem) => new(problem switch
    {
        PostgresException { SqlState: "53100" } => "PostgreSQL's disk is full; make room there.",
        PostgresException { SqlState: "25006" } => "PostgreSQL is read-only now; check that ConnectionStrings:BackCare names the primary.",
        _ => "PostgreSQL doesn't answer; check that it runs and that ConnectionStrings:BackCare names it.",
    }, problem);

    private async Task Migrate(CancellationToken cancellation)
    {
        await _migrating.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_migrated)
                return;
            await using var connection = await _source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
            await PostgresSchema.Migrate(connection, cancellation).ConfigureAwait(false);
            _migrated = true;
        }
        finally
        {
            _migrating.Release();
        }
    }
}
