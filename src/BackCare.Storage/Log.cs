using Microsoft.Extensions.Logging;

namespace BackCare.Storage;

/// <summary>What the stores log: never a person's words.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "Listening for news in PostgreSQL was interrupted and begins again: {Problem}")]
    public static partial void ListeningInterrupted(this ILogger logger, string problem);
}
