using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using BackCare.Passages;

namespace BackCare.Cli;

/// <summary><c>--version</c>: the program's version, and that of the corpus and the rules beside it.</summary>
internal sealed class ShowVersion : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var program = typeof(ShowVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
        parseResult.InvocationConfiguration.Output.WriteLine($"BackCare {program}, {CorpusVersion.Of(Path.Combine(AppContext.BaseDirectory, "corpus"))}");
        return 0;
    }
}
