namespace BackCare.Safety;

/// <summary>A red flag that a message is like, though no rule names what it says.</summary>
/// <param name="Flag">Which.</param>
/// <param name="OfOther">Whether it is said of somebody else than the person writing.</param>
/// <param name="Finding">For curators: the stretch of the message, and how likely it is.</param>
internal sealed record LikeFlag(RedFlag Flag, bool OfOther, SafetyFinding Finding)
{
    private const string Mark = "like-";

    /// <summary>What the record remembers.</summary>
    public string Fact => FactOf(Flag);

    /// <summary>The fact for a flag: <c>like-emergency-cauda-equina</c>.</summary>
    public static string FactOf(RedFlag flag) => $"{Mark}{flag.Urgency.ToString().ToLowerInvariant()}-{flag.Id}";

    /// <summary>The flag of such a fact; null for every other fact.</summary>
    public static RedFlag? FlagOf(string fact)
    {
        if (!fact.StartsWith(Mark, StringComparison.Ordinal))
            return null;
        var dash = fact.IndexOf('-', Mark.Length);
        return dash > 0 && Enum.TryParse<Urgency>(fact[Mark.Length..dash], ignoreCase: true, out var urgency) ? new RedFlag(fact[(dash + 1)..], urgency) : null;
    }
}
