using Microsoft.Data.Sqlite;

namespace BackCare.Storage.Sqlite;

/// <summary>One connection with its prepared commands; used by one caller at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    public SqliteSession(string file, bool survivePowerLoss)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = 5,
        }.ConnectionString);
        _connection.Open();

        // In WAL with NORMAL a commit is in the system's hands when it returns: a killed process loses nothing, a power cut
        // may lose the last moments. FULL waits for the disk. Deleted words are overwritten, not just unlinked.
        Execute("PRAGMA journal_mode = WAL");
        Execute($"PRAGMA synchronous = {(survivePowerLoss ? "FULL" : "NORMAL")}");
        Execute("PRAGMA secure_delete = ON");
        // The writer sees to it, beside the writing.
        Execute("PRAGMA wal_autocheckpoint = 0");
        Execute("PRAGMA temp_store = MEMORY");
        Execute("PRAGMA busy_timeout = 5000");
    }

    public int Execute(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteNonQuery();

    /// <summary>The first row; the default when there is none.</summary>
    public T? One<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var rows = Command(sql, values).ExecuteReader();
        return rows.Read() ? read(rows) : default;
    }

    public List<T> All<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var rows = Command(sql, values).ExecuteReader();
        var all = new List<T>();
        while (rows.Read())
            all.Add(read(rows));
        return all;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _connection.Dispose();
    }

    // Parameters are $1, $2, … in the order of the values.
    private SqliteCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
#pragma warning disable CA2100 // Every text comes from a constant of this folder.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var index = 1; index <= values.Length; index++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${index}" });
            _commands[sql] = command;
        }

        for (var index = 0; index < values.Length; index++)
            command.Parameters[index].Value = values[index] ?? DBNull.Value;
        return command;
    }
}
