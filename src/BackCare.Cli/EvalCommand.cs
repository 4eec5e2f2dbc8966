using System.CommandLine;

namespace BackCare.Cli;

/// <summary><c>eval FILE…</c>: judged questions → hit@1, hit@3, reciprocal rank, abstention, reliability, and the list of misses.</summary>
internal static class EvalCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "JSON Lines of judged questions or conversations.", Arity = ArgumentArity.OneOrMore };
        var held = new Option<bool>("--held") { Description = "Only the questions held back from tuning." };
        var tuning = new Option<bool>("--tuning") { Description = "Only the questions tuned on." };
        var quiet = new Option<bool>("--no-misses") { Description = "Leave out the list of misses." };
        var corpus = CorpusFolder.Option();
        var command = new Command("eval", "Measure the answers against judged questions.") { files, held, tuning, quiet, corpus };

        command.SetAction(parsed =>
        {
            if (CorpusFolder.Load(parsed.GetValue(corpus)!) is not { } assistant)
                return 1;

            var questions = parsed.GetValue(files)!
                .SelectMany(file => JudgedQuestion.Read(file, assistant.Corpus))
                .Where(question => !(parsed.GetValue(held) && !question.Held) && !(parsed.GetValue(tuning) && question.Held))
                .ToList();
            var outcomes = Progress.Of(questions, question => Outcome.Of(assistant, question));
            EvalReport.Write(outcomes, Console.Out, !parsed.GetValue(quiet));
            return 0;
        });

        return command;
    }
}
