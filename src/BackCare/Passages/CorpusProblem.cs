namespace BackCare.Passages;

/// <summary>Something to put right in a file of the corpus.</summary>
/// <param name="File">Relative to the corpus folder, with forward slashes.</param>
/// <param name="Line">1 for the first; 0 when it is about the whole file.</param>
/// <param name="Text">What is wrong, with what, and what to do.</param>
public sealed record CorpusProblem(string File, int Line, string Text)
{
    /// <summary>Whether it is only to be looked at: it is listed, and neither stops the start nor fails the check.</summary>
    public bool IsWarning { get; init; }

    public override string ToString() => $"{File}{(Line > 0 ? $":{Line}" : "")}: {(IsWarning ? "warning: " : "")}{Text}";
}
