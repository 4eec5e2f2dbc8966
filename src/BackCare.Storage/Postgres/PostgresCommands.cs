using Npgsql;

namespace BackCare.Storage.Postgres;

/// <summary>Commands in one line: parameters are $1, $2, … in the order of the values.</summary>
internal static class PostgresCommands
{
    extension(NpgsqlConnection connection)
    {
        public async Task<int> Execute(string sql, params object?[] values)
        {
            await using var command = Command(connection, sql, values);
            return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }

        /// <summary>The first row; the default when there is none.</summary>
        public async Task<T?> One<T>(string sql, Func<NpgsqlDataReader, T> read, params object?[] values)
        {
            await using var command = Command(connection, sql, values);
            await using var rows = await command.ExecuteReaderAsync().ConfigureAwait(false);
            return await rows.ReadAsync().ConfigureAwait(false) ? read(rows) : default;
        }

        public async Task<List<T>> All<T>(string sql, Func<NpgsqlDataReader, T> read, params object?[] values)
        {
            await using var command = Command(connection, sql, values);
            await using var rows = await command.ExecuteReaderAsync().ConfigureAwait(false);
            var all = new List<T>();
            while (await rows.ReadAsync().ConfigureAwait(false))
                all.Add(read(rows));
            return all;
        }

        /// <summary>Several commands in one round trip.</summary>
        public async Task ExecuteAll(IEnumerable<(string Sql, object?[] Values)> commands)
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var (sql, values) in commands)
            {
#pragma warning disable CA2100 // Every text comes from a constant of this folder.
                var command = new NpgsqlBatchCommand(sql);
#pragma warning restore CA2100
                AddAll(command.Parameters, values);
                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object?[] values)
    {
#pragma warning disable CA2100 // Every text comes from a constant of this folder.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        AddAll(command.Parameters, values);
        return command;
    }

    private static void AddAll(NpgsqlParameterCollection parameters, object?[] values)
    {
        foreach (var value in values)
            parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
    }
}
