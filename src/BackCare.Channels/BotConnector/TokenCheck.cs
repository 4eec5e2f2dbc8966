namespace BackCare.Channels.BotConnector;

/// <summary>What became of a token: who it speaks for, or why it is refused.</summary>
public abstract record TokenCheck
{
    private TokenCheck()
    {
    }

    public sealed record Genuine(Caller Caller) : TokenCheck;

    public sealed record Refused(Refusal Refusal) : TokenCheck;
}
