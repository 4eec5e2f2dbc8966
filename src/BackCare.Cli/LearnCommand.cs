using System.CommandLine;
using System.Globalization;

namespace BackCare.Cli;

/// <summary><c>learn FILE…</c>: judged questions → the weights of the ranking and of its confidence. Questions held back are left out.</summary>
internal static class LearnCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "JSON Lines of judged questions.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--out") { Description = "Where the weights go.", DefaultValueFactory = _ => "src/BackCare/Retrieval/Data/weights.json" };
        var corpus = CorpusFolder.Option();
        var command = new Command("learn", "Learn the ranking's weights from judged questions, and write them to a file.") { files, output, corpus };

        command.SetAction(parsed =>
        {
            if (CorpusFolder.Load(parsed.GetValue(corpus)!) is not { } assistant)
                return 1;

            var questions = parsed.GetValue(files)!
                .SelectMany(file => JudgedQuestion.Read(file, assistant.Corpus))
                .Where(question => !question.Held && question.Turns.Length == 1 && question.Scope != "small-talk")
                .ToList();
            var (model, report) = Learning.Learn(assistant, questions);
            foreach (var line in report)
                Console.Out.WriteLine(line);
            File.WriteAllText(parsed.GetValue(output)!, model.ToJson() + "\n");
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"threshold {model.Threshold:f3}, written to {parsed.GetValue(output)}"));
            return 0;
        });

        return command;
    }
}
