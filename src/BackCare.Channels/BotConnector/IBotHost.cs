using BackCare.Channels.Activities;
using Microsoft.AspNetCore.Http;

namespace BackCare.Channels.BotConnector;

/// <summary>Has an activity answered that was let in, and answers the request that brought it: the seam for another host, such as the Bot Framework SDK's.</summary>
public interface IBotHost
{
    /// <summary>Writes status and body of the response.</summary>
    /// <param name="context">Its body has been read.</param>
    /// <param name="activity">Checked: it has a type, a channel and a conversation, and its caller may bring it.</param>
    Task Answer(HttpContext context, Activity activity);
}
