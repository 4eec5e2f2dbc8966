namespace BackCare.Channels.Activities;

/// <summary>The protocol's error body.</summary>
public sealed record ErrorResponse(ErrorBody Error)
{
    public ErrorResponse(string code, string message)
        : this(new ErrorBody(code, message))
    {
    }
}

/// <summary>A stable code and words for whoever reads the log of the client.</summary>
public sealed record ErrorBody(string Code, string Message);
