namespace BackCare.Cli.Teams;

/// <summary>What the doctor found on one point, in words, with what to do where something is wrong.</summary>
public sealed record Finding(Verdict Verdict, string What, string? ToDo = null)
{
    public override string ToString() => $"{Verdict switch { Verdict.Well => "ok     ", Verdict.Wrong => "wrong  ", _ => "unknown" }}  {What}{(ToDo is null ? "" : $"{Environment.NewLine}         {ToDo}")}";
}

/// <summary>How a point stands.</summary>
public enum Verdict
{
    Well,
    Wrong,

    /// <summary>Could not be tried.</summary>
    Unknown,
}
