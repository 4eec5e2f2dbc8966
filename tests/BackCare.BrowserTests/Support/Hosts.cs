namespace BackCare.BrowserTests.Support;

/// <summary>The hosts that most tests share; each test has a browser profile of its own.</summary>
public sealed class Hosts : IDisposable
{
    private readonly Lazy<WebHost> _real = new(() => WebHost.Start());
    private readonly Lazy<WebHost> _shown = new(() => WebHost.Start(bot: new ShownBot()));

    /// <summary>The program as it is.</summary>
    public WebHost Real => _real.Value;

    /// <summary>The program with <see cref="ShownBot"/> in place of the assistant.</summary>
    public WebHost Shown => _shown.Value;

    public void Dispose()
    {
        if (_real.IsValueCreated)
            _real.Value.Dispose();
        if (_shown.IsValueCreated)
            _shown.Value.Dispose();
    }
}
