namespace BackCare.Tests.Support;

/// <summary>The folders of the repository that the tests stand in.</summary>
internal static class Repository
{
    /// <summary>Where the solution lies.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The corpus that ships.</summary>
    public static string Corpus => Path.Combine(Root, "corpus");

    /// <summary>The five articles; they are not ours to keep in the repository, so they may be missing.</summary>
    public static string Articles => Path.Combine(Root, "..", "shared", "sources");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BackCare.sln")))
            folder = folder.Parent;

        return folder?.FullName ?? throw new InvalidOperationException($"There is no BackCare.sln above '{AppContext.BaseDirectory}'; run the tests from a clone.");
    }
}
