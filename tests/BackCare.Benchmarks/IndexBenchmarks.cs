using BackCare.Retrieval;
using BenchmarkDotNet.Attributes;

namespace BackCare.Benchmarks;

/// <summary>What it takes to build an index, and to load the assistant that ships.</summary>
[MemoryDiagnoser]
public class IndexBenchmarks
{
    private readonly SyntheticPassages _passages = new(10_000);

    [Benchmark]
    public PassageIndex BuildTenThousand() => _passages.Build();

    [Benchmark]
#pragma warning disable CA1822 // BenchmarkDotNet calls instance methods only.
    public Assistant LoadShipped() => AssistantLoader.Load(ShippedCorpus.Folder);
#pragma warning restore CA1822
}
