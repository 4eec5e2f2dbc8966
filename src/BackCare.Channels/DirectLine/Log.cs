using Microsoft.Extensions.Logging;

namespace BackCare.Channels.DirectLine;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "Conversation {Conversation}: activity {Sequence} is kept but could not be answered; it is answered with the next one or at the next start")]
    public static partial void TurnFailed(this ILogger logger, Exception exception, string conversation, long sequence);

    [LoggerMessage(LogLevel.Information, "Answered what {Conversations} conversations were still waiting for")]
    public static partial void CaughtUp(this ILogger logger, int conversations);

    [LoggerMessage(LogLevel.Error, "Conversation {Conversation}: what it was waiting for at the start could not be answered")]
    public static partial void CatchUpFailed(this ILogger logger, Exception exception, string conversation);
}
