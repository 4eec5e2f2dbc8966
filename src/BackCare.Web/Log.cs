namespace BackCare.Web;

/// <summary>What the bot writes to the log: ids and durations, never words.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "A turn of conversation {ConversationId} failed; the person got the safety card. Please report this with the lines below.")]
    public static partial void TurnFailed(this ILogger logger, Exception exception, string? conversationId);
}
