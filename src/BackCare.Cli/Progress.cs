using Spectre.Console;

namespace BackCare.Cli;

/// <summary>Long work shows progress on a terminal and none in a pipe.</summary>
internal static class Progress
{
    public static List<TResult> Of<T, TResult>(IReadOnlyCollection<T> items, Func<T, TResult> work)
    {
        var results = new List<TResult>(items.Count);
        if (Console.IsOutputRedirected || Console.IsErrorRedirected)
        {
            results.AddRange(items.Select(work));
            return results;
        }

        AnsiConsole.Progress().Start(context =>
        {
            var task = context.AddTask("Measuring", maxValue: items.Count);
            foreach (var item in items)
            {
                results.Add(work(item));
                task.Increment(1);
            }
        });
        return results;
    }
}
