using System.CommandLine;
using BackCare.Analysis;

namespace BackCare.Cli;

/// <summary><c>learn-classes</c>: word vectors → classes of words of like meaning. What was learned from classes must be learned anew after it.</summary>
internal static class LearnClassesCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--out") { Description = "Where the classes go.", DefaultValueFactory = _ => "src/BackCare/Analysis/Data/classes.bin" };
        var command = new Command("learn-classes", "Sort words into classes of like meaning by their vectors, and write them to a file.") { output };

        command.SetAction(parsed =>
        {
            using var file = File.Create(parsed.GetValue(output)!);
            WordClustering.Cluster(WordVectors.Shipped).Write(file);
            Console.Out.WriteLine($"written to {parsed.GetValue(output)}");
            return 0;
        });

        return command;
    }
}
