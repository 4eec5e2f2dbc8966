using BackCare.Channels.Activities;

namespace BackCare.Channels.BotConnector;

/// <summary>Remembers which id the channel gave to a reply, so that a thumb on it can be tied to what it said.</summary>
public static class SentActivity
{
    public const string Name = "backcare/sent";

    /// <summary>The entry of the conversation's log: the channel's id, and the message that was answered.</summary>
    public static Activity Of(Activity sent, string id) => new()
    {
        Type = ActivityTypes.Event,
        Name = Name,
        Id = id,
        ReplyToId = sent.ReplyToId,
    };
}
