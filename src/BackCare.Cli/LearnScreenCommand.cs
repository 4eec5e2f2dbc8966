using System.CommandLine;
using System.Text.Json;
using BackCare.Passages;
using BackCare.Safety;
using BackCare.Safety.Likeness;

namespace BackCare.Cli;

/// <summary><c>learn-screen FILE…</c>: labelled messages → what the screen's second reader goes by. Messages held back are left out.</summary>
internal static class LearnScreenCommand
{
    // A question as a curator wrote it down is one of many of its kind.
    private const double AskWeight = 0.5;
    private const double MessageWeight = 1.5;

    // Said in more ways than any other sign, and worst to miss.
    private const double CrisisWeight = 3;

    // A clinician's example is a promise.
    private const double ExampleWeight = 4;

    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "JSON Lines of labelled messages (text, expect, category) or conversations (turns); held ones are left out.", Arity = ArgumentArity.OneOrMore };
        var fresh = new Option<string[]>("--fresh") { Description = "More such files, whose messages the rules were written without having seen.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var mostFalse = new Option<double>("--most-false") { Description = "The share of harmless messages that may be referred.", DefaultValueFactory = _ => 0.043 };
        var output = new Option<string>("--out") { Description = "Where the model goes.", DefaultValueFactory = _ => "src/BackCare/Safety/Likeness/Data/likeness.bin" };
        var corpus = CorpusFolder.Option();
        var command = new Command("learn-screen", "Learn what red flags and harmless messages are like from labelled messages, and write it to a file.") { files, fresh, mostFalse, output, corpus };

        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(corpus)!;
            var (rules, wrong) = RedFlagReader.Read(folder);
            List<CorpusProblem> problems = [.. wrong];
            var passages = CorpusReader.Read(folder, problems);
            if (problems.Count > 0)
            {
                Console.Error.WriteLine(new CorpusException(folder, problems).Message);
                return 1;
            }

            var messages = parsed.GetValue(fresh)!.SelectMany(file => Read(file, isFresh: true))
                .Concat(parsed.GetValue(files)!.SelectMany(file => Read(file, isFresh: false)))
                .Concat(Examples(rules))
                .Concat(passages.Passages.SelectMany(passage => passage.Asks).Select(ask => new LabelledMessage(ask, null, AskWeight, IsFresh: false)))
                .DistinctBy(message => message.Text)
                .ToList();
            Console.Out.WriteLine($"{messages.Count} messages, {messages.Count(message => message.Flag is not null)} of them red flags");
            var (model, report) = LikenessLearning.Learn(rules, messages, parsed.GetValue(mostFalse));
            foreach (var line in report)
                Console.Out.WriteLine(line);
            using var file = File.Create(parsed.GetValue(output)!);
            model.Write(file);
            Console.Out.WriteLine($"written to {parsed.GetValue(output)}");
            return 0;
        });

        return command;
    }

    private static IEnumerable<LabelledMessage> Examples(RedFlagRules rules) =>
        from rule in rules.Categories
        from example in rule.Examples
        where example.Fires || example.Expected is not "clarify"
        select new LabelledMessage(example.Text, example.Fires ? new RedFlag(rule.Id, example.Urgency) : null, ExampleWeight, IsFresh: false);

    private static IEnumerable<LabelledMessage> Read(string file, bool isFresh)
    {
        foreach (var line in File.ReadLines(file).Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            using var row = JsonDocument.Parse(line);
            if (row.RootElement.TryGetProperty("held", out _))
                continue;
            if (row.RootElement.TryGetProperty("turns", out var turns))
            {
                foreach (var harmless in Harmless(turns))
                    yield return harmless;
                continue;
            }

            var expect = Text(row.RootElement, "expect") ?? "none";
            RedFlag? flag = null;
            if (expect is not "none")
            {
                if (!Enum.TryParse<Urgency>(expect, ignoreCase: true, out var urgency))
                    continue;
                flag = new RedFlag(Text(row.RootElement, "category")!, urgency);
            }

            yield return new LabelledMessage(Text(row.RootElement, "text") ?? Text(row.RootElement, "q")!, flag, flag?.Urgency == Urgency.Crisis ? CrisisWeight : MessageWeight, isFresh);
        }
    }

    /// <summary>The turns of a conversation up to the first that isn't harmless: from then on a turn stands for more than it says.</summary>
    private static IEnumerable<LabelledMessage> Harmless(JsonElement turns) => turns.EnumerateArray()
        .TakeWhile(turn => (Text(turn, "expect") ?? "none") is "none")
        .Select(turn => Text(turn, "text") is { } text
            ? new LabelledMessage(text, null, MessageWeight, IsFresh: false)
            : new LabelledMessage(Text(turn, "q")!, null, AskWeight, IsFresh: false));

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;
}
