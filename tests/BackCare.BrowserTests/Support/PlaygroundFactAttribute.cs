namespace BackCare.BrowserTests.Support;

/// <summary>A test with Microsoft's Agents Playground; skipped, with the reason, where it or a browser is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PlaygroundFactAttribute : FactAttribute
{
    public PlaygroundFactAttribute() => Skip = Playground.Missing ?? Chromium.Missing;
}
