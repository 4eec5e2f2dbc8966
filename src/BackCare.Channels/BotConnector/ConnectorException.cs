using System.Net;

namespace BackCare.Channels.BotConnector;

/// <summary>A reply could not be sent: where to, what the channel said, and whether to try again later.</summary>
public sealed class ConnectorException : Exception
{
    public ConnectorException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>What the channel answered; null when it didn't.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The channel's own word for the error, such as <c>BotNotInConversationRoster</c>.</summary>
    public string? Code { get; init; }

    /// <summary>The channel's name for the request, to quote when asking for help.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Whether trying again later can help.</summary>
    public bool IsPassing { get; init; }

    /// <summary>How long the channel asks us to wait; null when it doesn't say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
