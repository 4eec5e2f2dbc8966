using System.Diagnostics;
using System.Globalization;
using BackCare.Analysis;
using BackCare.Passages;
using BackCare.Retrieval;

namespace BackCare.Benchmarks;

/// <summary>The engine that this build has, over the shipped corpus: the best five for each question, and how long the index takes to build.</summary>
internal static class EngineTable
{
    private const int Rounds = 60;

    public static void Run()
    {
        var corpus = CorpusReader.Read(ShippedCorpus.Folder, []);
        var analyzer = new Analyzer(SynonymReader.Read(ShippedCorpus.Folder, []), StopWords.Filler);
        SearchEngine.Build(corpus.Passages, analyzer);
        var watch = Stopwatch.StartNew();
        IPassageIndex index = SearchEngine.Build(corpus.Passages, analyzer);
        var build = watch.Elapsed;

        var queries = ShippedCorpus.Questions
            .Select(question => new Query([.. analyzer.Analyze(question).Select(term => term.Text).Distinct().Select(term => new WeightedTerm(term, 1))]))
            .ToArray();
        var times = new List<double>(queries.Length * Rounds);
        var allocated = 0L;
        for (var round = 0; round < 2 * Rounds; round++)
        {
            // The first half warms up.
            if (round == Rounds)
            {
                times.Clear();
                allocated = GC.GetAllocatedBytesForCurrentThread();
            }

            foreach (var query in queries)
            {
                var start = Stopwatch.GetTimestamp();
                index.Search(query, 5);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        times.Sort();
        Console.WriteLine("| engine | p50 µs | p99 µs | allocated a search, bytes | build ms |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {index.GetType().Name} | {times[times.Count / 2]:f1} | {times[times.Count * 99 / 100]:f1} | {allocated / times.Count:n0} | {build.TotalMilliseconds:f1} |"));
    }
}
