using System.CommandLine;
using System.Runtime;
using BackCare.Passages;
using BackCare.Retrieval;

namespace BackCare.Cli;

/// <summary>Where the corpus lies, as every command takes it.</summary>
internal static class CorpusFolder
{
    // Loading leaves hardly any garbage: until so much is allocated, looking for it is time lost.
    private const long Loading = 200_000_000;

    /// <summary><c>--corpus DIR</c>.</summary>
    public static Option<string> Option() => new("--corpus")
    {
        Description = "The corpus folder; by default the one beside the program.",
        DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "corpus"),
    };

    /// <summary>Null, with every problem on the error output, when the corpus can't be used.</summary>
    public static Assistant? Load(string folder) => Load(folder, AskClassifier.Shipped);

    /// <summary>The same with another classifier of the asks.</summary>
    public static Assistant? Load(string folder, AskClassifier classifier)
    {
        try
        {
            if (GCSettings.LatencyMode != GCLatencyMode.NoGCRegion && GC.GetGCMemoryInfo().TotalAvailableMemoryBytes > 4 * Loading)
                GC.TryStartNoGCRegion(Loading);
            return AssistantLoader.Load(folder, SearchEngine.Build, classifier);
        }
        catch (CorpusException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return null;
        }
    }
}
