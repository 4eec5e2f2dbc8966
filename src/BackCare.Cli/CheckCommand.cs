using System.CommandLine;
using BackCare.Cli.Teams;
using BackCare.Passages;
using BackCare.Web.Teams;

namespace BackCare.Cli;

/// <summary><c>check</c>: the corpus and the rules, every problem with its file and line.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var sources = new Option<string?>("--sources") { Description = "A folder with the articles: checks each quote against them, and each article against its hash." };
        var corpus = CorpusFolder.Option();
        var command = new Command("check", "Check the corpus and the rules; every problem with its file and line. Exit code 1 when there is one.") { sources, corpus };

        command.SetAction(parsed =>
        {
            var problems = Problems(parsed.GetValue(corpus)!, parsed.GetValue(sources));
            foreach (var problem in problems)
                Console.Out.WriteLine(problem);

            var (warnings, wrong) = (problems.Count(problem => problem.IsWarning), problems.Count(problem => !problem.IsWarning));
            Console.Out.WriteLine($"{(wrong == 0 ? "No problems" : $"{wrong} problem(s)")}{(warnings == 0 ? "" : $", {warnings} warning(s)")}.");
            return wrong == 0 ? 0 : 1;
        });

        return command;
    }

    private static List<CorpusProblem> Problems(string folder, string? sources)
    {
        var problems = CorpusCheck.Run(folder);
        TeamsWords.Read(folder, problems);
        AppStrings.Read(folder, problems);
        if (sources is null)
            return problems;
        if (!Directory.Exists(sources))
        {
            problems.Add(new CorpusProblem("--sources", 0, $"there is no folder '{sources}'; name the one that holds the articles."));
            return problems;
        }

        var articles = Directory.EnumerateFiles(sources, "*.txt").ToDictionary(path => Path.GetFileName(path), File.ReadAllText);
        problems.AddRange(CorpusChecks.CheckSources(CorpusReader.Read(folder, []), articles));
        return problems;
    }
}
