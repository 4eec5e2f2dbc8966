namespace BackCare.Safety;

/// <summary>Signs together: each group must hold, none of the exceptions may.</summary>
/// <param name="Groups">Of each, at least so many must hold.</param>
/// <param name="Unless">Signs that hold it back.</param>
internal sealed record Condition(IReadOnlyList<(int Least, IReadOnlyList<string> Signs)> Groups, IReadOnlyList<string> Unless)
{
    /// <summary>Reads <c>fever + spine-procedure - checked</c>, <c>a/b</c> for one of two, <c>2*a/b/c</c> for two of three.</summary>
    /// <exception cref="FormatException">It can't be read.</exception>
    public static Condition Parse(string text)
    {
        var groups = new List<(int, IReadOnlyList<string>)>();
        var unless = new List<string>();
        var minus = false;
        foreach (var term in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (term is "+" or "-")
            {
                minus = term == "-";
                continue;
            }

            var star = term.IndexOf('*', StringComparison.Ordinal);
            var least = star > 0 ? int.Parse(term.AsSpan(0, star), System.Globalization.CultureInfo.InvariantCulture) : 1;
            var signs = term[(star + 1)..].Split('/');
            if (minus)
                unless.AddRange(signs);
            else
                groups.Add((least, signs));
        }

        return groups.Count > 0 ? new Condition(groups, unless) : throw new FormatException("a condition needs at least one sign");
    }

    /// <summary>Every sign it speaks of.</summary>
    public IEnumerable<string> Signs => Groups.SelectMany(group => group.Signs).Concat(Unless);

    /// <summary>Whether it holds among the facts told.</summary>
    public bool Holds(HashSet<string> facts)
    {
        foreach (var (least, signs) in Groups)
        {
            var held = 0;
            for (var i = 0; i < signs.Count; i++)
                held += facts.Contains(signs[i]) ? 1 : 0;
            if (held < least)
                return false;
        }

        for (var i = 0; i < Unless.Count; i++)
        {
            if (facts.Contains(Unless[i]))
                return false;
        }

        return true;
    }

    /// <summary>The facts it rests on, of those told.</summary>
    public IEnumerable<string> Held(HashSet<string> facts) => Groups.SelectMany(group => group.Signs).Where(facts.Contains);
}
