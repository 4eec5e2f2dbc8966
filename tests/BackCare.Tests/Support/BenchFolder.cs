namespace BackCare.Tests.Support;

/// <summary>Data of others with published figures: no part of the project, found where a checkout has it beside itself as <c>../shared/bench</c>.</summary>
internal static class BenchFolder
{
    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>The folder of a set; null where there is none.</summary>
    public static string? Of(string set) => Found.Value is { } bench && Path.Exists(Path.Combine(bench, set)) ? Path.Combine(bench, set) : null;

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder?.Parent is { } parent; folder = parent)
        {
            var bench = Path.Combine(parent.FullName, "shared", "bench");
            if (Directory.Exists(bench))
                return bench;
        }

        return null;
    }
}

/// <summary>A test over a set of others; where the set is absent it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BenchFactAttribute : FactAttribute
{
    public BenchFactAttribute(string set)
    {
        Set = set;
        if (BenchFolder.Of(set) is null)
            Skip = $"NOT MEASURED: ../shared/bench/{set} is not here. It is data of others that the project does not carry; put it beside the checkout to run this.";
    }

    public string Set { get; }
}
