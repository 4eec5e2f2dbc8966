namespace BackCare.Channels.DirectLine;

/// <summary>Who sent a request.</summary>
public abstract record DirectLineCaller
{
    private DirectLineCaller()
    {
    }

    /// <summary>Showed nothing: may begin a conversation of their own where the host allows it.</summary>
    public sealed record Anyone : DirectLineCaller;

    /// <summary>Showed a token: one conversation.</summary>
    public sealed record Holder(DirectLineToken Token) : DirectLineCaller;

    /// <summary>Showed the secret: every conversation.</summary>
    public sealed record Owner : DirectLineCaller;

    /// <summary>Showed something that doesn't count, or came from a page that may not.</summary>
    public sealed record Refused(int Status, string Code, string Message) : DirectLineCaller;
}
