using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using BackCare.Passages;
using BackCare.Retrieval;

namespace BackCare.Cli;

/// <summary><c>learn FILE…</c>: judged questions → the classifier of questions, the weights of the ranking and of its confidence. Questions held back are left out.</summary>
internal static class LearnCommand
{
    private const int Folds = 3;

    private static readonly ImmutableArray<string> Kinds = [AskClassifier.Uncovered, AskClassifier.SmallTalk, AskClassifier.TwoQuestions];

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
            var judged = parsed.GetValue(files)!.SelectMany(file => JudgedQuestion.Read(file, assistant.Corpus)).Where(question => !question.Held).ToLookup(question => question.Scope == "small-talk");
            var questions = judged[false].ToList();

            var read = ReadInTurn(assistant, questions);
            var chat = judged[true].Select(question => assistant.Search.Read(question.Turns[^1])).ToList();
            var classifiers = Classify(assistant, Asks(assistant, folder), chat, read);
            using (var file = File.Create(parsed.GetValue(classifier)!))
                classifiers[^1].Write(file);

            var rankings = classifiers[..Folds].Select(assistant.Search.Ranking.With).ToArray();
            var taught = Weigh(assistant, [.. read.Select(one => (one.Judged, one.Question, rankings[one.Fold]))]);
            var named = parsed.GetValue(untaughtFiles)!.Select(Path.GetFileNameWithoutExtension).ToArray();
            var untaught = Weigh(assistant, [.. read.Where(one => named.Length == 0 || named.Contains(one.Judged.Set)).Select(one => (one.Judged, one.Question, assistant.Search.Ranking))]);
            var followUps = Follow(assistant.Corpus, [.. rankings.Select(ranking => assistant.Search.With(ranking.With(taught.Ranking), taught))], read);
            File.WriteAllText(parsed.GetValue(output)!, RankingModel.ToJson(taught, untaught, followUps) + "\n");
            Console.Out.WriteLine($"written to {parsed.GetValue(output)}");
            return 0;
        });

        return command;
    }

    private static RankingModel Weigh(Assistant assistant, IReadOnlyList<(JudgedQuestion Judged, Question Read, Ranking Ranking)> questions)
    {
        var (model, report) = Learning.Learn(assistant, questions);
        Print(report, model.Threshold);
        return model;
    }

    private static void Print(IEnumerable<string> report, double threshold)
    {
        foreach (var line in report)
            Console.Out.WriteLine(line);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"threshold {threshold:f3}"));
    }

    /// <summary>For each fold of the conversations the classifier that hasn't seen them, so that its word is weighed as it is worth; behind them the one that has seen all.</summary>
    private static AskClassifier[] Classify(Assistant assistant, List<(Question Question, int[] Right)> asks, List<Question> chat, List<ReadQuestion> questions)
    {
        var passages = assistant.Corpus.Passages;
        ImmutableArray<string> classes = [.. passages.Select(passage => passage.Id), .. Kinds];
        var known = questions.Where(one => RightOf(one.Judged).Length > 0).ToList();
        var classifiers = new AskClassifier[Folds + 1];
        Parallel.For(0, classifiers.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, fold =>
        {
            var seen = known.Where(one => one.Fold != fold).ToList();
            classifiers[fold] = AskClassifierLearning.Learn(
                [.. asks, .. chat.Where((_, at) => at % Folds != fold).Select(one => (one, PlaceOf(AskClassifier.SmallTalk, assistant.Corpus))), .. seen.Select(one => (one.Question, RightOf(one.Judged)))],
                [.. seen.Where(one => one.Last is not null).Select(one => (one.Bare with { After = Ranking.AfterOf(one.Last!) }, RightOf(one.Judged)))],
                classes);
        });
        return classifiers;

        int[] RightOf(JudgedQuestion question) => question switch
        {
            { Scope: not "in" } => PlaceOf(AskClassifier.Uncovered, assistant.Corpus),
            { Right: [var right] } => [.. right.Select(id => passages.IndexOf(assistant.Corpus.Find(id)!)).Order()],
            { Right.Length: > 1 } => PlaceOf(AskClassifier.TwoQuestions, assistant.Corpus),
            _ => [],
        };
    }

    /// <param name="searches">One a fold, by a classifier that hasn't seen the fold's questions.</param>
    private static FollowUpModel Follow(Corpus corpus, PassageSearch[] searches, List<ReadQuestion> questions)
    {
        var turns = questions
            .Where(one => one is { Last: not null, Bare.Terms.IsEmpty: false } && !FollowUp.StandsAlone(one.Bare))
            .Select(one => new FollowUpLearning.Turn($"{one.Judged.Set} {one.Judged.Turns[0]}", searches[one.Fold].Read(one.Bare, one.LastTerms, one.Last!), one.Judged.Right is [var right, ..] ? right : []))
            .ToList();
        var (model, report) = FollowUpLearning.Learn(corpus, turns);
        Print(report, model.Threshold);
        return model;
    }

    /// <summary>Each question as it is understood after those before it, had each been answered rightly.</summary>
    private static List<ReadQuestion> ReadInTurn(Assistant assistant, List<JudgedQuestion> questions)
    {
        var read = new List<ReadQuestion>(questions.Count);
        var memory = Memory.Empty;
        var conversations = 0;
        foreach (var judged in questions)
        {
            if (judged.Turns.Length == 1)
                (memory, conversations) = (Memory.Empty, conversations + 1);
            var bare = assistant.Search.Read(judged.Turns[^1]);
            var last = memory.LastPassages.IsEmpty ? null : assistant.Corpus.Find(memory.LastPassages[0]);
            var one = new ReadQuestion(judged, bare, bare.Leans && last is not null ? QuestionReader.Complete(bare, memory.LastTerms) : bare, last, memory.LastTerms, conversations % Folds);
            if (judged.First is { } answer)
                memory = memory with { LastTerms = FollowUp.Topic(one.Question), LastPassages = [answer] };
            read.Add(one);
        }

        return read;
    }

    private static List<(Question Question, int[] Right)> Asks(Assistant assistant, string folder) =>
    [
        .. assistant.Corpus.Passages.Index().SelectMany(pair => pair.Item.Asks.Add(pair.Item.Title).Select(ask => (assistant.Search.Read(ask), (int[])[pair.Index]))),
        .. TopicReader.Read(folder, "not-covered.yaml", []).Values.SelectMany(topic => topic).Select(ask => (assistant.Search.Read(ask), PlaceOf(AskClassifier.Uncovered, assistant.Corpus))),
        .. TopicReader.Read(folder, "small-talk.yaml", []).Values.SelectMany(way => way).Select(way => (assistant.Search.Read(way), PlaceOf(AskClassifier.SmallTalk, assistant.Corpus))),
    ];

    // Among the classes: the kinds stand behind the passages.
    private static int[] PlaceOf(string kind, Corpus corpus) => [corpus.Passages.Length + Kinds.IndexOf(kind)];

    /// <param name="Question">The question, completed where it leans on what was said before.</param>
    /// <param name="Last">The passage shown before it; null for the first of a conversation.</param>
    /// <param name="Fold">One for all of a conversation.</param>
    private sealed record ReadQuestion(JudgedQuestion Judged, Question Bare, Question Question, Passage? Last, ImmutableArray<string> LastTerms, int Fold);
}
