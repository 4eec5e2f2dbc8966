using System.Numerics;

namespace BackCare.Safety;

/// <summary>Signs together: each group must hold, none of the exceptions may.</summary>
/// <param name="Groups">Of each, at least so many must hold.</param>
/// <param name="Unless">Signs that hold it back.</param>
internal sealed record Condition(IReadOnlyList<(int Least, IReadOnlyList<string> Signs)> Groups, IReadOnlyList<string> Unless)
{
    private ulong[][]? masks;
    private ulong[]? exceptions;

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
    public bool Holds(FactSet facts)
    {
        masks ??= [.. Groups.Select(group => facts.Mask(group.Signs))];
        exceptions ??= facts.Mask(Unless);
        for (var i = 0; i < masks.Length; i++)
        {
            if (!facts.HasAny(masks[i]) || (Groups[i].Least > 1 && facts.Count(masks[i]) < Groups[i].Least))
                return false;
        }

        return !facts.HasAny(exceptions);
    }

    /// <summary>The facts it rests on, of those told.</summary>
    public IEnumerable<string> Held(FactSet facts) => Groups.SelectMany(group => group.Signs).Where(facts.Contains);
}

/// <summary>The facts told, each a bit.</summary>
/// <param name="numbering">The number of each sign.</param>
internal readonly struct FactSet(Dictionary<string, int> numbering, IEnumerable<string> facts)
{
    private readonly ulong[] bits = Bits(numbering, facts);

    /// <summary>Whether a fact was told.</summary>
    public bool Contains(string fact) => numbering.TryGetValue(fact, out var number) && (bits[number >> 6] >> (number & 63) & 1) != 0;

    /// <summary>Whether any of these was told.</summary>
    /// <param name="mask">As <see cref="Mask"/> made it.</param>
    public bool HasAny(ulong[] mask)
    {
        var any = 0UL;
        for (var at = 0; at < mask.Length; at++)
            any |= bits[at] & mask[at];
        return any != 0;
    }

    /// <summary>How many of these were told.</summary>
    /// <param name="mask">As <see cref="Mask"/> made it.</param>
    public int Count(ulong[] mask)
    {
        var count = 0;
        for (var at = 0; at < mask.Length; at++)
            count += BitOperations.PopCount(bits[at] & mask[at]);
        return count;
    }

    /// <summary>Signs as bits, in the same numbering.</summary>
    public ulong[] Mask(IEnumerable<string> signs) => Bits(numbering, signs);

    private static ulong[] Bits(Dictionary<string, int> numbering, IEnumerable<string> facts)
    {
        var bits = new ulong[(numbering.Count / 64) + 1];
        foreach (var fact in facts)
        {
            if (numbering.TryGetValue(fact, out var number))
                bits[number >> 6] |= 1UL << (number & 63);
        }

        return bits;
    }
}
