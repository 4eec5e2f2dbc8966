using System.Globalization;
using BackCare.Passages;
using BackCare.Replies;
using BackCare.Retrieval;
using Spectre.Console;

namespace BackCare.Cli;

/// <summary>A reply in the terminal: the quote is the hero.</summary>
internal static class ReplyView
{
    public static void Write(Reply reply)
    {
        if (Console.IsOutputRedirected)
        {
            Console.Out.WriteLine(ReplyText.Of(reply));
            return;
        }

        switch (reply)
        {
            case Reply.Answer answer:
                WriteAnswer(answer);
                break;
            case Reply.Referral referral:
                AnsiConsole.Write(new Panel(new Text(string.Join("\n\n", referral.Lines)))
                    .Header($"[bold red] {Markup.Escape(referral.Headline)} [/]")
                    .BorderColor(Color.Red)
                    .Expand());
                break;
            default:
                AnsiConsole.WriteLine(ReplyText.Of(reply));
                break;
        }
    }

    /// <summary>Rules, scores and steps, on the error output so that the reply can be piped.</summary>
    public static void Explain(Reply reply)
    {
        foreach (var finding in reply.Trace.Findings)
            Console.Error.WriteLine($"rule {finding.RuleId}: '{finding.Words}' ({finding.Context})");
        foreach (var step in reply.Trace.Steps)
            Console.Error.WriteLine(step);
        foreach (var hit in reply.Trace.Hits)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{hit.Score,8:f3}  {hit.Passage.Id}"));
            WriteParts(hit.Explanation, 1);
        }
    }

    private static void WriteParts(Explanation explanation, int depth)
    {
        foreach (var part in explanation.Parts.Where(part => part.Value != 0))
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{new string(' ', 4 * depth)}{part.Value,8:f3}  {part.What}"));
            WriteParts(part, depth + 1);
        }
    }

    private static void WriteAnswer(Reply.Answer answer)
    {
        foreach (var line in answer.Opening)
            AnsiConsole.MarkupLine($"[yellow]{Markup.Escape(line)}[/]\n");
        if (answer.DisagreementLine is { } disagreement)
            AnsiConsole.MarkupLine($"[bold]{Markup.Escape(disagreement)}[/]\n");
        foreach (var quoted in answer.Passages)
        {
            AnsiConsole.MarkupLine($"  “{Markup.Escape(quoted.Passage.Quote)}”");
            AnsiConsole.MarkupLine($"  [teal]{Markup.Escape(quoted.Passage.Source.Attribution)}[/]");
            if (quoted.Passage.Note is { } note)
                AnsiConsole.MarkupLine($"  [{(quoted.Passage.Evidence == Evidence.Supported ? "grey" : "yellow")}]{Markup.Escape(note)}[/]");
            AnsiConsole.WriteLine();
        }

        AnsiConsole.MarkupLine($"[grey]{Markup.Escape(answer.Disclaimer)}[/]");
    }
}
