namespace BackCare.Tests.Storage;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class StoreClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Move(TimeSpan by) => _now += by;
}
