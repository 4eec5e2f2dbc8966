namespace BackCare.Analysis;

/// <summary>Scores of classes → their shares of all likelihood (the softmax function), for using a model and for learning it.</summary>
internal static class Softmax
{
    /// <summary>Scores → the logarithms of the shares.</summary>
    public static void ToLogShares(Span<float> scores)
    {
        var most = float.MinValue;
        foreach (var score in scores)
            most = MathF.Max(most, score);
        var total = 0f;
        foreach (var score in scores)
            total += MathF.Exp(score - most);
        var rest = most + MathF.Log(total);
        foreach (ref var score in scores)
            score -= rest;
    }

    /// <summary>Scores → each class's share, less what it should have: the right classes together have all, each as much as it is likelier than the others.</summary>
    /// <param name="right">At least one.</param>
    public static void ToErrors(Span<float> scores, ReadOnlySpan<int> right)
    {
        var most = float.MinValue;
        foreach (var score in scores)
            most = MathF.Max(most, score);
        var (total, wanted) = (0f, 0f);
        foreach (ref var score in scores)
            total += score = MathF.Exp(score - most);
        foreach (var at in right)
            wanted += scores[at];
        Span<float> shares = stackalloc float[right.Length];
        for (var at = 0; at < right.Length; at++)
            shares[at] = scores[right[at]] / wanted;
        foreach (ref var score in scores)
            score /= total;
        for (var at = 0; at < right.Length; at++)
            scores[right[at]] -= shares[at];
    }
}
