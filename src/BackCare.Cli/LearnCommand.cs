using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using BackCare.Retrieval;

namespace BackCare.Cli;

/// <summary><c>learn FILE…</c>: judged questions → the weights of the ranking and of its confidence. Questions held back are left out.</summary>
internal static class LearnCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "JSON Lines of judged questions.", Arity = ArgumentArity.OneOrMore };
        var classifier = new Option<string>("--classifier") { Description = "Where the classifier of the asks goes.", DefaultValueFactory = _ => "src/BackCare/Retrieval/Data/asks.bin" };
        var output = new Option<string>("--out") { Description = "Where the weights go.", DefaultValueFactory = _ => "src/BackCare/Retrieval/Data/weights.json" };
        var corpus = CorpusFolder.Option();
        var command = new Command("learn", "Learn the ranking's weights from judged questions, and write them to a file.") { files, classifier, output, corpus };

        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(corpus)!;
            if (CorpusFolder.Load(folder, AskClassifier.Nothing) is not { } untaught)
                return 1;
            var learned = Classify(untaught, TopicReader.Read(folder, "not-covered.yaml", []));
            using (var file = File.Create(parsed.GetValue(classifier)!))
                learned.Write(file);
            var assistant = CorpusFolder.Load(folder, learned)!;

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

    private static AskClassifier Classify(Assistant assistant, IReadOnlyDictionary<string, ImmutableArray<string>> uncovered)
    {
        var passages = assistant.Corpus.Passages;
        var asks = passages.Index()
            .SelectMany(pair => pair.Item.Asks.Add(pair.Item.Title).Select(ask => (assistant.Search.Read(ask).Terms, Right: new[] { pair.Index })))
            .Concat(uncovered.Values.SelectMany(topic => topic).Select(ask => (assistant.Search.Read(ask).Terms, Right: new[] { passages.Length })))
            .ToList();
        return AskClassifierLearning.Learn(asks, [.. passages.Select(passage => passage.Id), AskClassifier.Uncovered]);
    }
}
