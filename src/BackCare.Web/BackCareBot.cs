using BackCare.Channels;
using BackCare.Channels.Activities;

namespace BackCare.Web;

/// <summary>Activity → turn → reply → activity: the only place that knows both the protocol and the assistant.</summary>
public sealed class BackCareBot(Assistant assistant) : IBot
{
    public BotTurn Answer(Activity activity, string? state)
    {
        if (activity.Type != ActivityTypes.Message)
            return new BotTurn([], state);

        var turn = new Turn(activity.Text ?? "", MemoryJson.Read(state), activity.Locale);
        var reply = assistant.Respond(turn);

        return new BotTurn([ReplyActivity.Of(reply, activity)], MemoryJson.Write(reply.Memory));
    }
}
