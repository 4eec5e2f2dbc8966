using BackCare.Replies;
using BenchmarkDotNet.Attributes;

namespace BackCare.Benchmarks;

/// <summary>A whole turn in process, everything on: screen, search, compose.</summary>
[MemoryDiagnoser]
public class TurnBenchmarks
{
    private readonly Assistant _assistant = AssistantLoader.Load(ShippedCorpus.Folder);

    public static IEnumerable<string> Questions => ShippedCorpus.Questions;

    [ParamsSource(nameof(Questions))]
    public string Question { get; set; } = "";

    [Benchmark]
    public Reply Turn() => _assistant.Respond(new Turn(Question));
}
