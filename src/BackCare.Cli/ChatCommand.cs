using System.CommandLine;

namespace BackCare.Cli;

/// <summary><c>chat</c>: a conversation in the terminal; an empty line ends it.</summary>
internal static class ChatCommand
{
    public static Command Create()
    {
        var locale = new Option<string?>("--locale") { Description = "For phone numbers, such as en-GB." };
        var corpus = CorpusFolder.Option();
        var command = new Command("chat", "A conversation in the terminal. An empty line ends it.") { locale, corpus };

        command.SetAction(parsed =>
        {
            if (CorpusFolder.Load(parsed.GetValue(corpus)!) is not { } assistant)
                return 1;

            var memory = Memory.Empty;
            ReplyView.Write(assistant.Respond(new Turn("hello")));
            while (Prompt() is { Length: > 0 } line)
            {
                var reply = assistant.Respond(new Turn(line, memory, parsed.GetValue(locale)));
                memory = reply.Memory;
                Console.Out.WriteLine();
                ReplyView.Write(reply);
            }

            return 0;
        });

        return command;
    }

    private static string? Prompt()
    {
        if (!Console.IsInputRedirected)
            Console.Out.Write("\n> ");
        return Console.In.ReadLine();
    }
}
