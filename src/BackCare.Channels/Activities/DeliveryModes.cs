namespace BackCare.Channels.Activities;

/// <summary>How the sender of an activity wants it answered.</summary>
public static class DeliveryModes
{
    public const string Normal = "normal";
    public const string Notification = "notification";

    /// <summary>In the response to the request, rather than by requests of the bot's own.</summary>
    public const string ExpectReplies = "expectReplies";
}
