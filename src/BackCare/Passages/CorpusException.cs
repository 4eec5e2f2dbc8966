using System.Collections.Immutable;

namespace BackCare.Passages;

/// <summary>The corpus can't be used: all its problems at once.</summary>
public sealed class CorpusException : Exception
{
    public CorpusException()
    {
    }

    public CorpusException(string message)
        : base(message)
    {
    }

    public CorpusException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public CorpusException(string folder, IEnumerable<CorpusProblem> problems)
        : this(folder, [.. problems])
    {
    }

    private CorpusException(string folder, ImmutableArray<CorpusProblem> problems)
        : base($"The corpus in '{folder}' has {problems.Length} problem(s):\n{string.Join('\n', problems)}")
    {
        Problems = problems;
    }

    /// <summary>In the order of files and lines.</summary>
    public ImmutableArray<CorpusProblem> Problems { get; } = [];
}
