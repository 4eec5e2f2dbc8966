namespace BackCare.Web.Reload;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "The corpus has changed and is taken over: corpus {Corpus}, rules {Rules}")]
    public static partial void CorpusTaken(this ILogger logger, string corpus, string rules);

    [LoggerMessage(LogLevel.Error, "The corpus has changed and has {Count} problem(s): it is refused, and corpus {Corpus} goes on answering")]
    public static partial void CorpusRefused(this ILogger logger, int count, string corpus);

    [LoggerMessage(LogLevel.Error, "Corpus problem: {Problem}")]
    public static partial void CorpusProblem(this ILogger logger, string problem);

    [LoggerMessage(LogLevel.Warning, "The corpus can't be looked at now: {Problem}")]
    public static partial void CorpusUnreadable(this ILogger logger, string problem);
}
