namespace BackCare.Channels.Activities;

/// <summary>The body that answers an activity whose delivery mode is <c>expectReplies</c>.</summary>
public static class ExpectedReplies
{
    /// <summary>Of activities that are JSON already: they are kept as they go over the wire.</summary>
    public static string Of(IReadOnlyList<string> activities) => $$"""{"activities":[{{string.Join(',', activities)}}]}""";
}
