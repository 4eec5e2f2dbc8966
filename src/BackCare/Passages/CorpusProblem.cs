namespace BackCare.Passages;

/// <summary>Something to put right in a file of the corpus.</summary>
/// <param name="File">Relative to the corpus folder, with forward slashes.</param>
/// <param name="Line">1 for the first; 0 when it is about the whole file.</param>
/// <param name="Text">What is wrong, with what, and what to do.</param>
public sealed record CorpusProblem(string File, int Line, string Text)
{
    public override string ToString() => Line > 0 ? $"{File}:{Line}: {Text}" : $"{File}: {Text}";
}
