using BackCare.Channels;
using BackCare.Channels.Activities;

namespace BackCare.Tests.Channels.DirectLine;

/// <summary>Welcomes, and says back what it heard; fails on request.</summary>
internal sealed class RepeatingBot : IBot
{
    public bool IsBroken { get; set; }

    public BotTurn Answer(Activity activity, string? state)
    {
        if (IsBroken)
            throw new InvalidOperationException("This bot is broken.");

        return activity.Type switch
        {
            ActivityTypes.ConversationUpdate => new BotTurn([activity.CreateReply("welcome")], state),
            ActivityTypes.Message => new BotTurn([activity.CreateReply($"you said {activity.Text}")], state),
            _ => new BotTurn([], state),
        };
    }
}
