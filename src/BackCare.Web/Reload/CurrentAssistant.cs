using BackCare.Passages;
using BackCare.Web.Privacy;
using BackCare.Web.Teams;

namespace BackCare.Web.Reload;

/// <summary>The assistant that answers now. A change of its corpus is taken over whole, between two turns, or not at all.</summary>
public sealed class CurrentAssistant(string folder)
{
    private volatile LoadedAssistant _now = LoadedAssistant.From(folder);
    private volatile IReadOnlyList<string> _problems = [];

    /// <summary>What answers; a turn takes it once and keeps to it.</summary>
    public LoadedAssistant Now => _now;

    /// <summary>Why the files as they lie there now are not what answers; empty when they are.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public string Folder => folder;

    public void Take(LoadedAssistant loaded)
    {
        _now = loaded;
        _problems = [];
    }

    public void Refuse(IReadOnlyList<string> problems) => _problems = problems;
}

/// <summary>An assistant, the words around it, and the version of the files they were read from.</summary>
public sealed record LoadedAssistant(Assistant Assistant, VerbWords Words, TeamsReply Teams, CorpusVersion Version)
{
    /// <exception cref="CorpusException">The files have problems: all of them.</exception>
    public static LoadedAssistant From(string folder)
    {
        var version = CorpusVersion.Of(folder);
        var assistant = AssistantLoader.Load(folder, SearchEngine.Build);
        return new LoadedAssistant(assistant, VerbWords.Read(folder), new TeamsReply(TeamsWords.Load(folder)), version);
    }
}
