using BackCare.Passages;
using BackCare.Safety.Likeness;

namespace BackCare.Safety;

/// <summary>Do the rules keep what their examples promise?</summary>
public static class RuleExamples
{
    /// <summary>The problems of the rules; where they can be used, each example that fails too.</summary>
    /// <param name="folder">The corpus.</param>
    public static IReadOnlyList<CorpusProblem> Check(string folder)
    {
        var (rules, problems) = RedFlagReader.Read(folder);
        return problems.Count > 0 ? problems : Check(rules);
    }

    /// <summary>Each example that fails, with its line.</summary>
    public static IReadOnlyList<CorpusProblem> Check(RedFlagRules rules)
    {
        var screen = new RedFlagScreen(rules, LikenessModel.Shipped);
        return
        [
            .. from rule in rules.Categories
               from example in rule.Examples
               let wrong = Wrong(rule, example, screen.Check(example.Text, HealthRecord.Empty))
               where wrong is not null
               select new CorpusProblem(rule.File, example.Line, $"'{example.Text}' {wrong}; correct the signs, or the example."),
        ];
    }

    private static string? Wrong(RedFlagRule rule, RuleExample example, Screening screening)
    {
        var flags = screening is Screening.Raised raised ? raised.Flags : [];
        var own = flags.FirstOrDefault(flag => flag.Id == rule.Id);
        if (example.Fires)
        {
            return own is null ? $"must fire {rule.Id}, and doesn't"
                : own.Urgency < example.Urgency ? $"must be {Word(example.Urgency)}, and is {Word(own.Urgency)}"
                : null;
        }

        if (own is not null)
            return $"must not fire {rule.Id}, and does";
        return Comes(example.Expected!, screening) ? null : $"must come to '{example.Expected}', and comes to '{Word(screening)}'";
    }

    private static bool Comes(string expected, Screening screening) => expected.StartsWith("caution:", StringComparison.Ordinal)
        ? screening is Screening.Clear clear && clear.Cautions.Any(caution => caution.Id == expected["caution:".Length..])
        : Word(screening) == expected || (expected == "info" && screening is Screening.Clear { AskedInGeneral: true });

    private static string Word(Screening screening) => screening switch
    {
        Screening.Raised raised => string.Join(", ", raised.Flags.Select(flag => flag.Id)),
        Screening.Info => "info",
        Screening.Unclear => "clarify",
        Screening.Clear { SoftSupport: true } => "soft-support",
        Screening.Clear => "none",
        Screening.Say say => say.WordingId,
        _ => "card",
    };

    private static string Word(Urgency urgency) => urgency.ToString().ToLowerInvariant();
}
