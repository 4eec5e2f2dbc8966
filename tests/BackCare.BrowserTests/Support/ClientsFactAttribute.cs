namespace BackCare.BrowserTests.Support;

/// <summary>A test with Microsoft's own clients; skipped, with the reason, where they or a browser are not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClientsFactAttribute : FactAttribute
{
    public ClientsFactAttribute() => Skip = Clients.Missing ?? Chromium.Missing;
}

/// <summary>The same, for each of several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClientsTheoryAttribute : TheoryAttribute
{
    public ClientsTheoryAttribute() => Skip = Clients.Missing;
}
