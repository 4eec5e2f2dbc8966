using BackCare.Analysis;

namespace BackCare.Retrieval;

/// <summary>The terms of a question with what the corpus's vocabulary says of each, looked up once for all who ask.</summary>
internal sealed class WeighedTerms
{
    /// <summary>More terms of a question than this are not looked at.</summary>
    public const int Most = 120;

    // An unknown word makes a question less like every ask, but not as much as a known word would.
    private const float UnknownShare = 0.5f;

    private readonly int[] _numbers;
    private readonly float[] _shares;
    private readonly int _count;

    public WeighedTerms(ReadOnlySpan<Term> terms, Vocabulary vocabulary)
    {
        Terms = terms[..Math.Min(terms.Length, Most)].ToArray();
        Weights = new float[Terms.Length];
        for (var at = 0; at < Terms.Length; at++)
        {
            var weight = vocabulary.Weight(Terms[at], out var isKnown);
            Weights[at] = weight * Terms[at].Share;
            if (isKnown)
                continue;
            Unknown += weight * UnknownShare;
            UnknownSquares += weight * weight * UnknownShare;
        }

        (_numbers, _shares) = (new int[2 * Terms.Length], new float[2 * Terms.Length]);
        _count = vocabulary.Numbers(Terms, _numbers, _shares);
    }

    /// <summary>In the question's order.</summary>
    public Term[] Terms { get; }

    /// <summary>For each term how much it tells, times how much it counts in the question.</summary>
    public float[] Weights { get; }

    /// <summary>The numbers of the words and pairs that the corpus has, each once.</summary>
    public ReadOnlySpan<int> Numbers => _numbers.AsSpan(0, _count);

    /// <summary>How much each of them counts in the question.</summary>
    public ReadOnlySpan<float> Shares => _shares.AsSpan(0, _count);

    /// <summary>What the words weigh that the corpus doesn't have.</summary>
    public float Unknown { get; }

    /// <summary>The same of their squares.</summary>
    public float UnknownSquares { get; }
}
