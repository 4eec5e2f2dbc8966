using BackCare.Analysis;

namespace BackCare.Safety.Signs;

/// <summary>Three words and more written as one ("bothlegsnumb", "icantpeeandmybackhurts"): the cheapest cut into words, a rare one costing more.</summary>
internal static class JoinedWords
{
    private const int Fewest = 8;
    private const int Most = 40;
    private const int LongestPiece = 14;

    // A letter may cost this much: "wanttodie" costs 2.2, a name cut into rare words 3 and more.
    private const double Dearest = 2.75;

    /// <summary>The words, of which one at least is a rule word; null where the letters make none.</summary>
    public static List<string>? Cut(Grammar grammar, string text)
    {
        if (text.Length is < Fewest or > Most || text.AsSpan().ContainsAnyExceptInRange('a', 'z'))
            return null;
        Span<double> cost = stackalloc double[text.Length + 1];
        Span<int> cut = stackalloc int[text.Length + 1];
        cost[0] = 0;
        for (var end = 1; end <= text.Length; end++)
        {
            cost[end] = double.PositiveInfinity;
            for (var start = Math.Max(0, end - LongestPiece); start < end; start++)
            {
                if (!double.IsPositiveInfinity(cost[start]) && cost[start] + Price(grammar, text.AsSpan(start, end - start)) is var price && price < cost[end])
                    (cost[end], cut[end]) = (price, start);
            }
        }

        if (cost[text.Length] > Dearest * text.Length)
            return null;
        var words = new List<string>();
        for (var end = text.Length; end > 0; end = cut[end])
            words.Add(text[cut[end]..end]);
        words.Reverse();
        return words.Count > 1 && words.Exists(word => word.Length > 2 && grammar.Leaves(word) is not null) ? words : null;
    }

    private static double Price(Grammar grammar, ReadOnlySpan<char> piece)
    {
        if (piece.Length <= 2)
            return ShortWords.Contains(piece) ? Price(EnglishWords.Rank(piece) ?? 500) : double.PositiveInfinity;
        if (piece.Length <= 8 && Contractions.Of(piece) is not null)
            return Price(100);
        var rank = EnglishWords.Rank(piece);
        var usual = piece.Length == 3 ? 4000 : 20_000;
        if (rank < usual)
            return Price(rank.Value);
        return grammar.Leaves(piece) is not null ? Price(Math.Min(rank ?? usual, usual)) : double.PositiveInfinity;
    }

    private static double Price(int rank) => Math.Log(rank + 50) + 2;
}
