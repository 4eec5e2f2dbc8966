namespace BackCare.BrowserTests.Support;

/// <summary>Tests that share one Chromium; one after another, since they measure and take pictures.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Browsing : ICollectionFixture<Chromium>, ICollectionFixture<Hosts>
{
    public const string Name = "browsing";
}
