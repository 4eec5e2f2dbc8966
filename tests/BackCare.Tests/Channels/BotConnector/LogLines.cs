using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace BackCare.Tests.Channels.BotConnector;

/// <summary>What was logged, as lines, so that a test can look for what must be there and for what must not.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

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
            log._lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
    }
}
