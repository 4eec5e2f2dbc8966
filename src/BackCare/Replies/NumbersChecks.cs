using BackCare.Passages;

namespace BackCare.Replies;

/// <summary>Pure: numbers → a warning for each that nobody has looked up on its official site.</summary>
public static class NumbersChecks
{
    public static IEnumerable<CorpusProblem> Check(Numbers numbers) =>
        from line in numbers.Lines
        where line.VerifiedOn is null
        select new CorpusProblem("numbers.yaml", line.FileLine, $"{line.Number}, {line.Label}, is {(line.IsShown ? "" : "not ")}shown to people, and nobody has verified it; look it up where 'source' says and write the day as 'verified-on'.")
        {
            IsWarning = true,
        };
}
