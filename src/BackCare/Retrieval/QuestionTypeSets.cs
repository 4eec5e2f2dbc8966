using System.Collections.Immutable;
using System.Numerics;
using BackCare.Passages;

namespace BackCare.Retrieval;

/// <summary>Which question types each passage answers, as bits, so that a question is held against all of them at once.</summary>
internal sealed class QuestionTypeSets
{
    private readonly Dictionary<string, int> _bits = new(StringComparer.Ordinal);
    private readonly int[] _answers;

    public QuestionTypeSets(ImmutableArray<Passage> passages)
    {
        foreach (var type in passages.SelectMany(passage => passage.Answers).Distinct())
            _bits[type] = 1 << _bits.Count;
        _answers = [.. passages.Select(passage => Of(passage.Answers))];
    }

    /// <summary>The bits of types; none for a type that no passage answers.</summary>
    public int Of(ImmutableArray<string> types)
    {
        var set = 0;
        foreach (var type in types)
            set |= _bits.GetValueOrDefault(type);
        return set;
    }

    /// <summary>How many of the types a passage answers.</summary>
    public int Shared(int passage, int types) => BitOperations.PopCount((uint)(_answers[passage] & types));
}
