using Microsoft.Extensions.Logging;

namespace BackCare.Channels.BotConnector;

/// <summary>What the Bot Connector side logs: ids, codes, addresses and durations, never what a person wrote.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Fetched {Count} signing keys from {Metadata}")]
    public static partial void KeysFetched(this ILogger logger, Uri metadata, int count);

    [LoggerMessage(LogLevel.Warning, "Signing keys of {Metadata} could not be fetched ({Reason}); serving the ones kept: {Kept}")]
    public static partial void KeysNotFetched(this ILogger logger, Uri metadata, string reason, bool kept);

    [LoggerMessage(LogLevel.Warning, "Refused a request to /api/messages with {Status} {Code}: {Reason}")]
    public static partial void Refused(this ILogger logger, int status, string code, string reason);

    [LoggerMessage(LogLevel.Warning, "No BotConnector:AppId: /api/messages answers this machine only, without checking who calls, because this is Development. It answers nobody in Production until the bot has its identifiers")]
    public static partial void AnsweringLocallyOnly(this ILogger logger);

    [LoggerMessage(LogLevel.Information, "No BotConnector:AppId: /api/messages refuses everybody. See docs/teams.md to set Teams up, or set BotConnector:Enabled to false")]
    public static partial void AnsweringNobody(this ILogger logger);

    [LoggerMessage(LogLevel.Debug, "Activity {ActivityType} {ActivityId} of {Channel} had been taken in before")]
    public static partial void Redelivered(this ILogger logger, string? activityType, string? activityId, string? channel);

    [LoggerMessage(LogLevel.Debug, "Sent a {ActivityType} to {Channel} at claim {Attempt}")]
    public static partial void Sent(this ILogger logger, string? activityType, string channel, int attempt);

    [LoggerMessage(LogLevel.Information, "Sending failed, attempt {Attempt} follows in {Delay}: {Reason}")]
    public static partial void Retrying(this ILogger logger, int attempt, TimeSpan delay, string reason);

    [LoggerMessage(LogLevel.Warning, "A reply to {Channel} goes back to the outbox after claim {Attempt}, until {Until}: {Reason} (correlation {Correlation})")]
    public static partial void Deferred(this ILogger logger, string channel, int attempt, DateTimeOffset until, string reason, string? correlation);

    [LoggerMessage(LogLevel.Error, "A reply to {Channel} is given up after claim {Attempt}: {Status} {Code} {Reason} (correlation {Correlation})")]
    public static partial void GivenUp(this ILogger logger, string channel, int attempt, int? status, string? code, string reason, string? correlation);

    [LoggerMessage(LogLevel.Warning, "The outbox could not be read; trying again in {Round}")]
    public static partial void OutboxNotRead(this ILogger logger, Exception failure, TimeSpan round);

    [LoggerMessage(LogLevel.Error, "What became of reply {OutboxId} could not be written down; it is claimed again later")]
    public static partial void OutboxNotSettled(this ILogger logger, Exception failure, long outboxId);

    [LoggerMessage(LogLevel.Information, "Answered what waited in a conversation of {Channel}: {Count} replies")]
    public static partial void AnsweredAfterRestart(this ILogger logger, string channel, int count);

    [LoggerMessage(LogLevel.Error, "What waited in a conversation of {Channel} could not be answered")]
    public static partial void NotAnsweredAfterRestart(this ILogger logger, Exception failure, string channel);

    [LoggerMessage(LogLevel.Debug, "The typing indicator was not sent: {Reason}")]
    public static partial void TypingNotSent(this ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "Our token could not be renewed and serves until {Expires}: {Reason}")]
    public static partial void TokenNotRenewed(this ILogger logger, string reason, DateTimeOffset expires);
}
