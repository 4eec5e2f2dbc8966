using System.Diagnostics;
using System.Globalization;
using BackCare.Retrieval;

namespace BackCare.Benchmarks;

/// <summary>Search alone at growing sizes: a table of median, 99th percentile, build time and memory. A run of its own, since each size is built once.</summary>
internal static class SearchAtSize
{
    private const int Questions = 2_000;
    private const int Rounds = 5;

    public static void Run(int[] sizes)
    {
        Console.WriteLine("| passages | p50 µs | p99 µs | allocated a search, bytes | build s | memory a passage, bytes |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|");
        foreach (var size in sizes)
            Console.WriteLine(Measure(size));
    }

    private static string Measure(int size)
    {
        var passages = new SyntheticPassages(size);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var index = passages.Build();
        var build = watch.Elapsed;
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;

        var questions = passages.Questions(Questions);
        var top = new ScoredPassage[5];
        var times = new double[Questions][];
        for (var question = 0; question < Questions; question++)
            times[question] = new double[Rounds];
        for (var warm = 0; warm < (size > 200_000 ? 1 : 20); warm++)
        {
            foreach (var question in questions)
                index.Search(question, top);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++)
        {
            for (var question = 0; question < Questions; question++)
                times[question][round] = Time(index, questions[question], top, Math.Max(1, 100_000 / size));
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        GC.KeepAlive(passages);

        // Of each question the middle one of its rounds: what else the machine does is no part of it.
        var middle = times.Select(rounds => rounds.Order().ElementAt(Rounds / 2)).Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"| {size:n0} | {middle[Questions / 2]:f1} | {middle[Questions * 99 / 100]:f1} | {allocated / (Questions * Rounds * Math.Max(1, 100_000 / size))} | {build.TotalSeconds:f2} | {(double)memory / size:f0} |");
    }

    /// <summary>In microseconds; a small index many times over, since the clock is coarse.</summary>
    private static double Time(PassageIndex index, Query question, ScoredPassage[] top, int repeat)
    {
        var start = Stopwatch.GetTimestamp();
        for (var again = 0; again < repeat; again++)
            index.Search(question, top);

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / repeat;
    }
}
