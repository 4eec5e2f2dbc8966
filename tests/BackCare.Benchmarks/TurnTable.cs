using System.Diagnostics;
using System.Globalization;

namespace BackCare.Benchmarks;

/// <summary>A turn over the shipped corpus: median, 99th percentile and allocations over all questions, in a few seconds.</summary>
internal static class TurnTable
{
    private const int Rounds = 60;

    // Until the compiler has done with what is often run: some seconds.
    private const int Warming = 800;

    public static void Run()
    {
        var assistant = AssistantLoader.Load(ShippedCorpus.Folder, SearchEngine.Build);
        var turns = ShippedCorpus.Questions.Select(question => new Turn(question)).ToArray();
        for (var warm = 0; warm < Warming; warm++)
        {
            foreach (var turn in turns)
                assistant.Respond(turn);
        }

        var times = new List<double>(turns.Length * Rounds);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var turn in turns)
            {
                var start = Stopwatch.GetTimestamp();
                assistant.Respond(turn);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        times.Sort();
        Console.WriteLine("| turns | p50 µs | p99 µs | allocated a turn, bytes |");
        Console.WriteLine("|---:|---:|---:|---:|");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {times.Count:n0} | {times[times.Count / 2]:f1} | {times[times.Count * 99 / 100]:f1} | {allocated / times.Count:n0} |"));
    }
}
