using System.Text.Json;
using BackCare.Safety;
using BackCare.Tests.Support;
using Xunit.Abstractions;

namespace BackCare.Tests.Safety;

public sealed class ConversationCaseTests(ITestOutputHelper output)
{
    private static readonly RedFlagScreen Screen = Shipped.Screen;

    // The floors are what was reached when it was last measured; they only go up.
    [Theory]
    [InlineData("conversations", false, 0.95)]
    [InlineData("conversations", true, 0.75)]
    [InlineData("more-conversations", false, 0.92)]
    [InlineData("more-conversations", true, 0.75)]
    [InlineData("late-conversations", false, 0.94)]
    [InlineData("late-conversations", true, 0.84)]
    [InlineData("further-conversations", false, 0.9)]
    [InlineData("further-conversations", true, 0.85)]
    [InlineData("latest-conversations", false, 0.8)]
    [InlineData("latest-conversations", true, 0.7)]
    public void Whole_conversations_come_out_right(string set, bool held, double least)
    {
        var rows = Rows(set).Where(row => row.Held == held).ToList();
        var right = rows.Where(row => FirstWrong(row) is null).ToList();

        output.WriteLine($"{set} ({(held ? "held" : "open")}): {right.Count} of {rows.Count}");
        foreach (var row in held ? [] : rows.Except(right))
            output.WriteLine($"  {row.Id}: {FirstWrong(row)}");
        ((double)right.Count / rows.Count).ShouldBeGreaterThanOrEqualTo(least);
    }

    [Fact]
    public void A_joke_is_asked_about_once_and_the_referral_stands()
    {
        var raised = Screen.Check("I can't pee since this morning", HealthRecord.Empty);
        var joked = Screen.Check("lol just joking. how long do I ice?", raised.Health).ShouldBeOfType<Screening.Raised>();
        var asked = Screen.Check("how long do I ice?", joked.Health).ShouldBeOfType<Screening.Raised>();

        joked.AsksIfJoke.ShouldBeTrue();
        asked.AsksIfJoke.ShouldBeFalse();
    }

    [Fact]
    public void A_joke_that_is_owned_up_to_clears_the_flag()
    {
        var raised = Screen.Check("I can't pee since this morning", HealthRecord.Empty);
        var joked = Screen.Check("just joking", raised.Health);

        Screen.Check("yes, none of it is true", joked.Health).ShouldBeOfType<Screening.Clear>();
    }

    [Fact]
    public void A_role_to_play_is_no_joke()
    {
        var raised = Screen.Check("I can't pee since this morning", HealthRecord.Empty);
        var first = Screen.Check("pretend you are my masseur", raised.Health);

        Screen.Check("pretend you are my masseur", first.Health).ShouldBeOfType<Screening.Raised>();
    }

    [Fact]
    public void A_question_is_asked_at_most_once()
    {
        var asked = Screen.Check("I had a fall and my back hurts", HealthRecord.Empty);
        var answered = Screen.Check("just slipped off the sofa", asked.Health);

        asked.ShouldBeOfType<Screening.Unclear>().QuestionId.ShouldBe("Q4");
        answered.ShouldBeOfType<Screening.Clear>();
        Screen.Check("my back hurts, what is Swedish massage?", answered.Health).ShouldBeOfType<Screening.Clear>();
    }

    [Fact]
    public void What_a_doctor_checked_counts_again_once_it_is_worse()
    {
        var raised = Screen.Check("numb round my back passage since Monday", HealthRecord.Empty);
        var checkedUp = Screen.Check("I've been to A&E, they scanned me and said it's clear", raised.Health);

        checkedUp.ShouldBeOfType<Screening.Clear>();
        Screen.Check("it has got worse again tonight", checkedUp.Health).ShouldBeOfType<Screening.Raised>().Flags[0].Urgency.ShouldBe(Urgency.Emergency);
    }

    private static string? FirstWrong(Row row)
    {
        var health = HealthRecord.Empty;
        foreach (var (text, expect) in row.Turns)
        {
            var screening = Screen.Check(text, health);
            if (!IsRight(expect, screening))
                return $"'{text}' wants {expect}, got {(screening is Screening.Raised raised ? raised.Flags[0].ToString() : screening.GetType().Name)}";
            health = screening.Health;
        }

        return null;
    }

    private static bool IsRight(string expect, Screening screening) => expect switch
    {
        "none" => screening is not Screening.Raised,
        "clarify" => screening is Screening.Unclear,
        "card" => screening is Screening.Unreadable or Screening.Info,
        _ => screening is Screening.Raised raised && raised.Flags[0].Urgency >= Enum.Parse<Urgency>(expect, ignoreCase: true),
    };

    private static List<Row> Rows(string set) =>
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "tests", "BackCare.Tests", "Safety", "Cases", set + ".jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(row => new Row(
                row.GetProperty("id").GetString()!,
                [.. row.GetProperty("turns").EnumerateArray().Select(turn => (turn.GetProperty("text").GetString()!, turn.GetProperty("expect").GetString()!))],
                row.TryGetProperty("held", out var held) && held.GetBoolean())),
    ];

    private sealed record Row(string Id, List<(string Text, string Expect)> Turns, bool Held);
}
