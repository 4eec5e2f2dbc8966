using System.Globalization;
using System.Text.Json;
using BackCare.Cli;
using BackCare.Tests.Support;
using Xunit.Abstractions;

namespace BackCare.Tests.Retrieval;

/// <summary>The judged questions through the whole assistant: no figure falls below the recorded one.</summary>
public sealed class RelevanceTests(ITestOutputHelper output)
{
    // A figure may move by so much before somebody has to look: a question or two of the smaller sets.
    private const double Slack = 0.01;

    // Of the largest sets what was learned from tells little.
    private static readonly string[] Learned = ["questions", "more-questions", "late-questions", "late-follow-ups", "further-questions", "further-follow-ups", "latest-questions", "latest-follow-ups"];

    [Theory]
    [InlineData("in-scope")]
    [InlineData("out-of-scope")]
    [InlineData("follow-ups")]
    [InlineData("more-in-scope")]
    [InlineData("more-out-of-scope")]
    [InlineData("questions")]
    [InlineData("more-questions")]
    [InlineData("more-follow-ups")]
    [InlineData("late-questions")]
    [InlineData("late-follow-ups")]
    [InlineData("further-questions")]
    [InlineData("further-follow-ups")]
    [InlineData("latest-questions")]
    [InlineData("latest-follow-ups")]
    public void No_recorded_figure_of_the_judged_questions_drops(string set)
    {
        var folder = Path.Combine(Repository.Root, "tests", "BackCare.Tests", "Retrieval", "Judgements");
        var recorded = JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(Path.Combine(folder, "figures.json")))!;
        var assistant = Shipped.Assistant;

        var outcomes = JudgedQuestion.Read(Path.Combine(folder, set + ".jsonl"), assistant.Corpus)
            .Where(question => question.Held || !Learned.Contains(set))
            .Select(question => Outcome.Of(assistant, question))
            .ToList();

        var figures = Figures(set, outcomes);
        foreach (var (name, value) in figures)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:f4} (recorded {recorded.GetValueOrDefault(name):f4})"));
        figures.Where(figure => figure.Value < recorded[figure.Key] - Slack).ShouldBeEmpty();
    }

    [Fact]
    public void Real_questions_are_answered_or_declined_as_their_reader_did()
    {
        var file = Path.Combine(Repository.Root, "..", "shared", "bench", "real-labelled.jsonl");
        if (!File.Exists(file))
        {
            output.WriteLine($"SKIPPED: {file} is not here; the figures on real questions were not measured.");
            return;
        }

        var sure = File.ReadLines(file).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(row => !row.TryGetProperty("unsure", out _) && row.GetProperty("redflag").GetString() is "none" or "caution")
            .Select(row => row.GetProperty("id").GetString()!).ToHashSet();
        var outcomes = JudgedQuestion.Read(file, Shipped.Assistant.Corpus).Where(question => sure.Contains(question.Id)).Select(question => Outcome.Of(Shipped.Assistant, question)).ToList();
        var (inside, outside) = (outcomes.Where(outcome => outcome.Question.Scope == "in").ToList(), outcomes.Where(outcome => outcome.Question.Scope != "in").ToList());

        output.WriteLine($"right first {inside.Count(outcome => outcome.Rank == 1)} of {inside.Count}, not quoted {outside.Count(outcome => !outcome.Quotes)} of {outside.Count}");

        // As measured; aimed at are 80 % and 92 %.
        inside.Count(outcome => outcome.Rank == 1).ShouldBeGreaterThanOrEqualTo(inside.Count / 2);
        outside.Count(outcome => !outcome.Quotes).ShouldBeGreaterThanOrEqualTo((int)(outside.Count * 0.84));
    }

    [Fact]
    public void The_same_question_gets_the_same_reply_on_one_thread_and_on_eight()
    {
        string[] questions = ["is ice massage safe?", "how long should I ice for", "does massage help me sleep", "who won the cup", "heat or cold?"];
        var alone = questions.Select(Answer).ToArray();

        var together = Enumerable.Range(0, 200).AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(at => Answer(questions[at % questions.Length])).ToArray();

        for (var at = 0; at < together.Length; at++)
            together[at].ShouldBe(alone[at % questions.Length]);
    }

    [Theory]
    [InlineData("is ice massage safe?", "hey bot, quick question: is ice massage safe?")]
    [InlineData("how long does the relief last", "hello, um, how long does the relief last please")]
    [InlineData("ice massage", "ice-massage")]
    [InlineData("is ice massage safe?", "is icemassage safe?")]
    [InlineData("is ice massage safe?", "is ice masage safe?")]
    public void Greetings_filler_and_slips_of_the_finger_change_nothing(string plain, string dressed) =>
        First(dressed).ShouldBe(First(plain));

    private static Dictionary<string, double> Figures(string set, List<Outcome> outcomes)
    {
        var figures = new Dictionary<string, double>();
        foreach (var held in (bool[])[false, true])
        {
            var name = $"{set} {(held ? "held" : "tuning")}";
            var inside = outcomes.Where(outcome => outcome.Question.Held == held && outcome.Question.Scope == "in").ToList();
            if (inside.Count > 0)
            {
                figures[$"{name} hit@1"] = inside.Count(outcome => outcome.Rank == 1) / (double)inside.Count;
                figures[$"{name} hit@3"] = inside.Count(outcome => outcome.Rank > 0) / (double)inside.Count;
            }

            foreach (var group in outcomes.Where(outcome => outcome.Question.Held == held && outcome.Question.Scope != "in").GroupBy(outcome => outcome.Question.Scope))
                figures[$"{name} {group.Key} not quoted"] = group.Count(outcome => !outcome.Quotes) / (double)group.Count();
        }

        return figures;
    }

    private static string Answer(string question) => BackCare.Replies.ReplyText.Of(Shipped.Assistant.Respond(new Turn(question)));

    private static string? First(string question) =>
        Shipped.Assistant.Respond(new Turn(question)) is BackCare.Replies.Reply.Answer answer ? answer.Passages[0].Passage.Id : null;
}
