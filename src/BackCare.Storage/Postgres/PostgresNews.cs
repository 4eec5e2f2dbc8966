using Microsoft.Extensions.Logging;

namespace BackCare.Storage.Postgres;

/// <summary>Listens for news of conversations from any node and wakes those who wait here.</summary>
internal sealed class PostgresNews(PostgresDatabase database, ILogger logger) : IAsyncDisposable
{
    private const string Channel = "backcare_news";
    private const string NodesChannel = "backcare_nodes";

    private readonly ConversationNews _news = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _starting = new();
    private readonly TaskCompletionSource _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private event Action<string>? Told;

    /// <summary>Completes when what is told is heard here for the first time.</summary>
    public Task Listens => _listens.Task;
    private Task? _listening;

    /// <summary>The command that tells all nodes, part of the transaction that made the news.</summary>
    public static (string Sql, object?[] Values) Telling(ConversationKey key) => ("SELECT pg_notify($1, $2)", [Channel, $"{key.Channel}\n{key.Conversation}"]);

    /// <summary>The command that tells all nodes something else.</summary>
    public static (string Sql, object?[] Values) TellingNodes(string message) => ("SELECT pg_notify($1, $2)", [NodesChannel, message]);

    public Task Next(ConversationKey key)
    {
        Begin();
        return _news.Next(key);
    }

    /// <summary>Hears what nodes are told, until disposed.</summary>
    public IDisposable Hear(Action<string> hear)
    {
        Begin();
        Told += hear;
        return new Hearing(() => Told -= hear);
    }

    /// <summary>Wakes those who wait on this node, without the way through the database.</summary>
    public void Tell(ConversationKey key) => _news.Tell(key);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_listening is { } listening)
            await listening.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private void Begin()
    {
        lock (_starting)
            _listening ??= Task.Run(Listen);
    }

    private async Task Listen()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.Open(_stopping.Token).ConfigureAwait(false);
                connection.Notification += (_, notification) => Read(notification.Channel, notification.Payload);
                await connection.Execute($"LISTEN {Channel}; LISTEN {NodesChannel}").ConfigureAwait(false);
                _listens.TrySetResult();
                // What happened before the listening began was not heard.
                _news.TellAll();
                while (true)
                    await connection.WaitAsync(_stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                logger.ListeningInterrupted(problem.Message);
                await Pause().ConfigureAwait(false);
                // Without notifications those who wait look for themselves, once for every attempt.
                _news.TellAll();
            }
        }
    }

    private void Read(string channel, string payload)
    {
        if (channel == NodesChannel)
            Told?.Invoke(payload);
        else if (payload.Split('\n') is [var key, var conversation])
            _news.Tell(new ConversationKey(key, conversation));
    }

    private Task Pause() => Task.Delay(TimeSpan.FromSeconds(1), _stopping.Token).ContinueWith(static _ => { }, TaskScheduler.Default);

    private sealed class Hearing(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
