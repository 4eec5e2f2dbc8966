using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace BackCare.Tests.Channels.BotConnector;

/// <summary>What was logged, as lines, so that a test can look for what must be there and for what must not.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    private readonly List<(string Words, TaskCompletionSource Seen)> _watchers = [];

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Completes when a line with these words has been logged.</summary>
    public Task Has(string words)
    {
        lock (_watchers)
        {
            if (_lines.Any(line => line.Contains(words)))
                return Task.CompletedTask;
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((words, seen));
            return seen.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    private void Add(string line)
    {
        lock (_watchers)
        {
            _lines.Enqueue(line);
            foreach (var watcher in _watchers.Where(watcher => line.Contains(watcher.Words)).ToList())
            {
                _watchers.Remove(watcher);
                watcher.Seen.SetResult();
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Lined(this);

    public void Dispose()
    {
    }

    private sealed class Lined(LogLines log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add($"{logLevel}: {formatter(state, exception)} {exception}");
    }
}
