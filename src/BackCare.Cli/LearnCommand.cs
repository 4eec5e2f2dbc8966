using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using BackCare.Retrieval;

namespace BackCare.Cli;

/// <summary><c>learn FILE…</c>: judged questions → the classifier of questions, the weights of the ranking and of its confidence. Questions held back are left out.</summary>
internal static class LearnCommand
{
    private const int Folds = 3;

    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "JSON Lines of judged questions.", Arity = ArgumentArity.OneOrMore };
        var classifier = new Option<string>("--classifier") { Description = "Where the classifier of questions goes.", DefaultValueFactory = _ => "src/BackCare/Retrieval/Data/asks.bin" };
        var output = new Option<string>("--out") { Description = "Where the weights go.", DefaultValueFactory = _ => "src/BackCare/Retrieval/Data/weights.json" };
        var untaughtFiles = new Option<string[]>("--untaught") { Description = "Of the files, those that the weights for a corpus without a classifier are learned from; all, unless some are given.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var corpus = CorpusFolder.Option();
        var command = new Command("learn", "Learn from judged questions how to rank, and write it to files.") { files, classifier, output, untaughtFiles, corpus };

        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(corpus)!;
            if (CorpusFolder.Load(folder, AskClassifier.Nothing) is not { } assistant)
                return 1;
            var questions = parsed.GetValue(files)!
                .SelectMany(file => JudgedQuestion.Read(file, assistant.Corpus))
                .Where(question => !question.Held && question.Scope != "small-talk")
                .ToList();

            var read = ReadInTurn(assistant, questions);
            var classifiers = Classify(assistant, Asks(assistant, folder), questions, read);
            using (var file = File.Create(parsed.GetValue(classifier)!))
                classifiers[^1].Write(file);

            var rankings = classifiers[..Folds].Select(assistant.Search.Ranking.With).ToArray();
            var taught = Weigh(assistant, [.. questions.Select((question, at) => (question, read[at], rankings[at % Folds]))]);
            var named = parsed.GetValue(untaughtFiles)!.Select(Path.GetFileNameWithoutExtension).ToArray();
            var untaught = Weigh(assistant, [.. questions.Select((question, at) => (question, read[at], assistant.Search.Ranking)).Where(row => named.Length == 0 || named.Contains(row.question.Set))]);
            File.WriteAllText(parsed.GetValue(output)!, RankingModel.ToJson(taught, untaught) + "\n");
            Console.Out.WriteLine($"written to {parsed.GetValue(output)}");
            return 0;
        });

        return command;
    }

    private static RankingModel Weigh(Assistant assistant, IReadOnlyList<(JudgedQuestion Judged, Question Read, Ranking Ranking)> questions)
    {
        var (model, report) = Learning.Learn(assistant, questions);
        foreach (var line in report)
            Console.Out.WriteLine(line);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"threshold {model.Threshold:f3}"));
        return model;
    }

    /// <summary>For each fold of the questions the classifier that hasn't seen them, so that its word is weighed as it is worth; behind them the one that has seen all.</summary>
    private static AskClassifier[] Classify(Assistant assistant, List<(Question Question, int[] Right)> asks, List<JudgedQuestion> questions, List<Question> read)
    {
        var passages = assistant.Corpus.Passages;
        ImmutableArray<string> classes = [.. passages.Select(passage => passage.Id), AskClassifier.Uncovered];
        var judged = read.Zip(questions, (question, judged) => (Question: question, Right: RightOf(judged))).ToList();
        var classifiers = new AskClassifier[Folds + 1];
        Parallel.For(0, classifiers.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, fold =>
            classifiers[fold] = AskClassifierLearning.Learn([.. asks, .. judged.Where((one, at) => at % Folds != fold && one.Right.Length > 0)], classes));
        return classifiers;

        // A message of two questions belongs to no one passage.
        int[] RightOf(JudgedQuestion question) => question switch
        {
            { Scope: not "in" } => [passages.Length],
            { Right: [var right] } => [.. right.Select(id => passages.IndexOf(assistant.Corpus.Find(id)!)).Order()],
            _ => [],
        };
    }

    /// <summary>Each question as it is understood after those before it, had each been answered rightly.</summary>
    private static List<Question> ReadInTurn(Assistant assistant, List<JudgedQuestion> questions)
    {
        var read = new List<Question>(questions.Count);
        var memory = Memory.Empty;
        foreach (var judged in questions)
        {
            if (judged.Turns.Length == 1)
                memory = Memory.Empty;
            var question = assistant.Search.Read(judged.Turns[^1]);
            if (question.Leans && memory.LastTerms.Length > 0)
                question = QuestionReader.Complete(question, memory);
            if (judged.Right is [var right, ..] && right.Order(StringComparer.Ordinal).FirstOrDefault() is { } answer)
                memory = memory with { LastTerms = FollowUp.Topic(question), LastPassages = [answer] };
            read.Add(question);
        }

        return read;
    }

    private static List<(Question Question, int[] Right)> Asks(Assistant assistant, string folder) =>
    [
        .. assistant.Corpus.Passages.Index().SelectMany(pair => pair.Item.Asks.Add(pair.Item.Title).Select(ask => (assistant.Search.Read(ask), (int[])[pair.Index]))),
        .. TopicReader.Read(folder, "not-covered.yaml", []).Values.SelectMany(topic => topic).Select(ask => (assistant.Search.Read(ask), (int[])[assistant.Corpus.Passages.Length])),
    ];
}
