using BackCare.Safety;
using BackCare.Safety.Likeness;
using BenchmarkDotNet.Attributes;

namespace BackCare.Benchmarks;

/// <summary>The red-flag screen alone, over a message and over one that goes on and on.</summary>
[MemoryDiagnoser]
public class ScreenBenchmarks
{
    private const string Story =
        "My back has been sore since I dug the garden last weekend, no numbness or anything, and I wondered whether a massage or some heat would help me sleep. ";

    private readonly RedFlagScreen _screen = new(RedFlagReader.Read(ShippedCorpus.Folder).Rules, LikenessModel.Shipped);
    private string _text = "";

    [Params(300, 10_000)]
    public int Characters { get; set; }

    [GlobalSetup]
    public void Write() => _text = string.Concat(Enumerable.Repeat(Story, (Characters / Story.Length) + 1))[..Characters];

    [Benchmark]
    public Screening Check() => _screen.Check(_text, HealthRecord.Empty);
}
