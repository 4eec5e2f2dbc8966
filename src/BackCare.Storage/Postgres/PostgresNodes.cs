namespace BackCare.Storage.Postgres;

/// <summary>The nodes on one PostgreSQL.</summary>
internal sealed class PostgresNodes(PostgresDatabase database, PostgresNews news) : INodes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public bool MayBeMany => true;

    public async Task Tell(string message, CancellationToken cancellation)
    {
        // Whoever tells wants to hear it too.
        await news.Listens.WaitAsync(Patience, cancellation).ConfigureAwait(false);
        var (sql, values) = PostgresNews.TellingNodes(message);
        await database.Write(connection => connection.Execute(sql, values), cancellation).ConfigureAwait(false);
    }

    public IDisposable Hear(Action<string> hear) => news.Hear(hear);

    public Task<IReadOnlyDictionary<string, long>> Count(long span, IReadOnlyDictionary<string, long> counts, CancellationToken cancellation)
    {
        // In one order on every node, so that none waits for another crosswise.
        var named = counts.OrderBy(count => count.Key, StringComparer.Ordinal).ToList();

        return database.Write<IReadOnlyDictionary<string, long>>(
            async connection =>
            {
                await connection.Execute("DELETE FROM counts WHERE span < $1", span - 1).ConfigureAwait(false);
                var totals = await connection.All(
                    """
                    INSERT INTO counts (name, span, count) SELECT name, $1, count FROM unnest($2::text[], $3::bigint[]) AS new (name, count)
                    ON CONFLICT (name, span) DO UPDATE SET count = counts.count + excluded.count
                    RETURNING name, count
                    """,
                    row => (Name: row.GetString(0), Count: row.GetInt64(1)),
                    span,
                    named.Select(count => count.Key).ToArray(),
                    named.Select(count => count.Value).ToArray()).ConfigureAwait(false);
                return totals.ToDictionary(total => total.Name, total => total.Count);
            },
            cancellation);
    }
}
