using BackCare.Retrieval;
using BenchmarkDotNet.Attributes;

namespace BackCare.Benchmarks;

/// <summary>Search alone, the best five, over synthetic passages; a question after the other.</summary>
[MemoryDiagnoser]
public class SearchBenchmarks
{
    private readonly ScoredPassage[] _top = new ScoredPassage[5];
    private PassageIndex _index = null!;
    private Query[] _questions = [];
    private int _next;

    [Params(60, 100, 10_000, 100_000)]
    public int Passages { get; set; }

    [GlobalSetup]
    public void Build()
    {
        var passages = new SyntheticPassages(Passages);
        _index = passages.Build();
        _questions = passages.Questions(1_024);
    }

    [Benchmark]
    public int Search() => _index.Search(_questions[_next++ & 1_023], _top);
}
