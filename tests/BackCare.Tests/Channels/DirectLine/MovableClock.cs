namespace BackCare.Tests.Channels.DirectLine;

/// <summary>The time of this machine, and as much later as a test says.</summary>
internal sealed class MovableClock : TimeProvider
{
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    public void Move(TimeSpan time) => _ahead += time;
}
