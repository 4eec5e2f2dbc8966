namespace BackCare.Storage.Sqlite;

/// <summary>The tables, and how an older file gets them.</summary>
internal static class SqliteSchema
{
    /// <summary>Each step takes the file one version further; a step that was released is never changed.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        """
        CREATE TABLE conversations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            channel TEXT NOT NULL,
            conversation TEXT NOT NULL,
            last INTEGER NOT NULL,
            state TEXT,
            touched INTEGER NOT NULL,
            UNIQUE (channel, conversation));
        CREATE INDEX conversations_touched ON conversations (touched);

        CREATE TABLE activities (
            conversation INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            from_bot INTEGER NOT NULL,
            activity_key TEXT,
            json TEXT NOT NULL,
            PRIMARY KEY (conversation, sequence));
        CREATE UNIQUE INDEX activities_key ON activities (conversation, activity_key) WHERE activity_key IS NOT NULL;

        CREATE TABLE pending (
            conversation INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            PRIMARY KEY (conversation, sequence)) WITHOUT ROWID;

        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            conversation INTEGER NOT NULL,
            json TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            due INTEGER NOT NULL,
            set_at INTEGER NOT NULL);
        CREATE INDEX outbox_conversation ON outbox (conversation);
        """,
        """
        CREATE TABLE records (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind INTEGER NOT NULL,
            at INTEGER NOT NULL,
            conversation INTEGER,
            text TEXT NOT NULL);
        CREATE INDEX records_kind ON records (kind, id);
        CREATE INDEX records_conversation ON records (conversation) WHERE conversation IS NOT NULL;

        CREATE TABLE keys (
            name TEXT PRIMARY KEY,
            key TEXT NOT NULL);
        """,
    ];

    /// <summary>Marks the file as being of this program's version.</summary>
    public static string SetVersion { get; } = $"PRAGMA user_version = {Steps.Count}";

    /// <summary>Brings the file to this program's version.</summary>
    /// <exception cref="StoreSchemaException">The file is newer than the program.</exception>
    public static void Migrate(SqliteSession session, string file)
    {
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            var version = session.One("PRAGMA user_version", row => row.GetInt32(0));
            if (version > Steps.Count)
            {
                throw new StoreSchemaException(
                    $"{file} has schema version {version}, this program knows up to {Steps.Count}; start the newer program, or point Storage:DataDirectory at another folder.");
            }

            for (; version < Steps.Count; version++)
                session.Execute(Steps[version]);
            session.Execute(SetVersion);
            session.Execute("COMMIT");
        }
        catch
        {
            session.Execute("ROLLBACK");
            throw;
        }
    }
}
