using System.CommandLine;
using System.Text;
using BackCare.Cli.Teams;

namespace BackCare.Cli;

/// <summary>The assistant without a channel: one command a file.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

        var root = new RootCommand("Answers questions about massage for back pain by quoting five articles, word for word. Not medical advice.")
        {
            AskCommand.Create(),
            ChatCommand.Create(),
            CheckCommand.Create(),
            EvalCommand.Create(),
            LearnCommand.Create(),
            LearnScreenCommand.Create(),
            LearnClassesCommand.Create(),
            TeamsPackageCommand.Create(),
            DoctorCommand.Create(),
        };

        // Instead of the library's own, which doesn't know the corpus.
        if (root.Options.OfType<VersionOption>().SingleOrDefault() is { } version)
            version.Action = new ShowVersion();

        return root.Parse(args).Invoke();
    }
}
