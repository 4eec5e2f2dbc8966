using Npgsql;

namespace BackCare.Storage.Postgres;

/// <summary>The tables, and how an older database gets them.</summary>
internal static class PostgresSchema
{
    /// <summary>Each step takes the database one version further; a step that was released is never changed.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        """
        CREATE TABLE conversations (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            channel text NOT NULL,
            conversation text NOT NULL,
            last bigint NOT NULL,
            state bytea,
            key bytea NOT NULL,
            touched bigint NOT NULL,
            UNIQUE (channel, conversation));
        CREATE INDEX conversations_touched ON conversations (touched);

        CREATE TABLE activities (
            conversation bigint NOT NULL REFERENCES conversations ON DELETE CASCADE,
            sequence bigint NOT NULL,
            from_bot boolean NOT NULL,
            activity_key text,
            json bytea,
            PRIMARY KEY (conversation, sequence));
        CREATE UNIQUE INDEX activities_key ON activities (conversation, activity_key) WHERE activity_key IS NOT NULL;

        CREATE TABLE pending (
            conversation bigint NOT NULL REFERENCES conversations ON DELETE CASCADE,
            sequence bigint NOT NULL,
            PRIMARY KEY (conversation, sequence));

        CREATE TABLE outbox (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            conversation bigint NOT NULL REFERENCES conversations ON DELETE CASCADE,
            json bytea NOT NULL,
            attempts integer NOT NULL,
            due bigint NOT NULL,
            set_at bigint NOT NULL);
        CREATE INDEX outbox_conversation ON outbox (conversation, id);
        """,
        """
        CREATE TABLE records (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            kind integer NOT NULL,
            at bigint NOT NULL,
            conversation bigint,
            text bytea NOT NULL);
        CREATE INDEX records_kind ON records (kind, id);
        CREATE INDEX records_conversation ON records (conversation) WHERE conversation IS NOT NULL;

        CREATE TABLE keys (
            name text PRIMARY KEY,
            key text NOT NULL);
        """,
        """
        CREATE UNLOGGED TABLE counts (
            name text NOT NULL,
            span bigint NOT NULL,
            count bigint NOT NULL,
            PRIMARY KEY (name, span));
        """,
    ];

    /// <summary>Brings the database to this program's version; several nodes that start at once wait for each other.</summary>
    /// <exception cref="StoreSchemaException">The database is newer than the program.</exception>
    public static async Task Migrate(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await Run(connection, "SELECT pg_advisory_xact_lock(hashtext('backcare schema'))", cancellation).ConfigureAwait(false);

        var schema = (string?)await Run(connection, "SELECT current_schema()", cancellation).ConfigureAwait(false);
        if (schema is null)
            await Run(connection, "CREATE SCHEMA backcare", cancellation).ConfigureAwait(false);
        await Run(connection, "CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL)", cancellation).ConfigureAwait(false);

        var version = (int?)await Run(connection, "SELECT max(version) FROM schema_version", cancellation).ConfigureAwait(false) ?? 0;
        if (version > Steps.Count)
        {
            throw new StoreSchemaException(
                $"The database has schema version {version}, this program knows up to {Steps.Count}; start the newer program, or name another database in ConnectionStrings:BackCare.");
        }

        for (; version < Steps.Count; version++)
        {
            await Run(connection, Steps[version], cancellation).ConfigureAwait(false);
            await Run(connection, $"INSERT INTO schema_version VALUES ({version + 1})", cancellation).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
    }

    private static async Task<object?> Run(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // Every text comes from a constant of this file.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        var result = await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false);
        return result is DBNull ? null : result;
    }
}
