namespace BackCare.Channels.Activities;

/// <summary>The body that answers an activity whose delivery mode is <c>expectReplies</c>.</summary>
public sealed record ExpectedReplies(IReadOnlyList<Activity> Activities);
