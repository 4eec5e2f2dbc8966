using System.Globalization;
using BackCare.Replies;

namespace BackCare.Cli;

/// <summary>Outcomes as tables a person can read.</summary>
internal static class EvalReport
{
    public static void Write(IReadOnlyList<Outcome> outcomes, TextWriter writer, bool misses)
    {
        var inside = outcomes.Where(outcome => outcome.Question.Scope == "in").ToList();
        var outside = outcomes.Where(outcome => outcome.Question.Scope != "in").ToList();

        if (inside.Count > 0)
        {
            writer.WriteLine("in scope                  n   hit@1   hit@3     mrr  silent");
            WriteRow(writer, "all", inside);
            foreach (var group in inside.GroupBy(outcome => outcome.Question.Style).OrderBy(group => group.Key, StringComparer.Ordinal))
                WriteRow(writer, $"  {group.Key}", [.. group]);
            foreach (var group in inside.GroupBy(outcome => outcome.Question.Article).OrderBy(group => group.Key, StringComparer.Ordinal))
                WriteRow(writer, $"  article {group.Key}", [.. group]);
        }

        foreach (var group in outside.GroupBy(outcome => outcome.Question.Scope).OrderBy(group => group.Key, StringComparer.Ordinal))
            writer.WriteLine(Invariant($"{group.Key,-20} {group.Count(),6}  not quoted {group.Count(outcome => !outcome.Quotes) / (double)group.Count(),7:p1}"));
        WriteAbstention(writer, outcomes);
        WriteReliability(writer, outcomes);
        if (misses)
            WriteMisses(writer, outcomes);
    }

    private static void WriteRow(TextWriter writer, string name, List<Outcome> outcomes)
    {
        double n = outcomes.Count;
        writer.WriteLine(Invariant(
            $"{name,-20} {n,6}  {outcomes.Count(outcome => outcome.Rank == 1) / n,6:p1}  {outcomes.Count(outcome => outcome.Rank > 0 && (outcome.All || outcome.Question.Right.Length < 2)) / n,6:p1}  {outcomes.Sum(outcome => outcome.Rank == 0 ? 0 : 1.0 / outcome.Rank) / n,6:f3}  {outcomes.Count(outcome => outcome.Reply is Reply.NoPassage or Reply.SmallTalk or Reply.Help) / n,6:p1}"));
    }

    private static void WriteAbstention(TextWriter writer, IReadOnlyList<Outcome> outcomes)
    {
        var silent = outcomes.Where(outcome => outcome.Reply is Reply.NoPassage or Reply.SmallTalk or Reply.Help).ToList();
        var outside = outcomes.Count(outcome => outcome.Question.Scope != "in");
        if (silent.Count == 0 || outside == 0)
            return;
        var right = silent.Count(outcome => outcome.Question.Scope != "in");
        writer.WriteLine(Invariant($"abstention: precision {right / (double)silent.Count:p1}, recall {right / (double)outside:p1}"));
    }

    private static void WriteReliability(TextWriter writer, IReadOnlyList<Outcome> outcomes)
    {
        var answered = outcomes.Where(outcome => outcome.Quotes).ToList();
        writer.WriteLine("answers by predicted probability:   n  predicted  observed");
        foreach (var bin in answered.GroupBy(outcome => Math.Min(9, (int)(outcome.Probability * 10))).OrderBy(bin => bin.Key))
            writer.WriteLine(Invariant($"  {bin.Key / 10.0:f1} to {(bin.Key + 1) / 10.0:f1} {bin.Count(),24} {bin.Average(outcome => outcome.Probability),10:f3} {bin.Count(outcome => outcome.IsRight && outcome.Question.Scope == "in") / (double)bin.Count(),9:f3}"));
    }

    private static void WriteMisses(TextWriter writer, IReadOnlyList<Outcome> outcomes)
    {
        writer.WriteLine("misses:");
        foreach (var outcome in outcomes.Where(outcome => !outcome.IsRight && !outcome.Question.Held))
        {
            writer.WriteLine(Invariant(
                $"  {outcome.Question.Id} [{outcome.Question.Scope} {outcome.Question.Style}] {string.Join(" | ", outcome.Question.Turns)}\n      → {ReplyJson.Kind(outcome.Reply)} {outcome.First} {outcome.Probability:f2}; right: {string.Join(" + ", outcome.Question.Right.Select(part => string.Join(" ", part.Order(StringComparer.Ordinal))))}"));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
