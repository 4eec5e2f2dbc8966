using System.CommandLine;
using BackCare.Replies;

namespace BackCare.Cli;

/// <summary><c>ask "…"</c>: one reply; <c>ask --jsonl</c>: conversations in, replies out.</summary>
internal static class AskCommand
{
    public static Command Create()
    {
        var text = new Argument<string?>("text") { Description = "What to ask.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "The reply as JSON." };
        var explain = new Option<bool>("--explain") { Description = "Also why: rules, scores, what context cancelled." };
        var jsonl = new Option<bool>("--jsonl") { Description = "One conversation a line on standard input, one line of replies each out." };
        var locale = new Option<string?>("--locale") { Description = "For phone numbers, such as en-GB." };
        var corpus = CorpusFolder.Option();
        var command = new Command("ask", "Ask one question, or a file of conversations.") { text, json, explain, jsonl, locale, corpus };

        command.SetAction(parsed =>
        {
            if (CorpusFolder.Load(parsed.GetValue(corpus)!) is not { } assistant)
                return 1;
            if (parsed.GetValue(jsonl))
                return Batch.Run(assistant, Console.OpenStandardInput(), Console.OpenStandardOutput(), parsed.GetValue(locale));
            if (parsed.GetValue(text) is not { } question)
            {
                Console.Error.WriteLine("There is no question; write it in quotes behind 'ask', or use --jsonl.");
                return 1;
            }

            var reply = assistant.Respond(new Turn(question, Memory.Empty, parsed.GetValue(locale)));
            if (parsed.GetValue(json))
                Console.Out.WriteLine(BatchJson.Write(ReplyJson.Of(reply)));
            else
                ReplyView.Write(reply);
            if (parsed.GetValue(explain))
                ReplyView.Explain(reply);
            return 0;
        });

        return command;
    }
}
