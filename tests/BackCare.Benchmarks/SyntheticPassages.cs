using BackCare.Passages;
using BackCare.Retrieval;

namespace BackCare.Benchmarks;

/// <summary>
/// Passages of 40 to 60 words from a vocabulary of 30,000 with Zipf's distribution, and questions of 4 to 8 words from the same; always the
/// same ones. The words are kept apart from the passages, so that what an index takes can be told from its text.
/// </summary>
internal sealed class SyntheticPassages
{
    private const int VocabularySize = 30_000;
    private const int Seed = 20_251_122;

    private static readonly Source NoSource = new("none", "None", "None", "None", "not stated", null, "none", "none", "nobody");

    private readonly string[] _vocabulary = [.. Enumerable.Range(0, VocabularySize).Select(Word)];
    private readonly double[] _cumulative = new double[VocabularySize];
    private readonly ushort[][] _words;

    public SyntheticPassages(int count)
    {
        var sum = 0.0;
        for (var rank = 0; rank < VocabularySize; rank++)
            _cumulative[rank] = sum += 1.0 / (rank + 1);

        var random = new Random(Seed);
        _words = new ushort[count][];
        for (var passage = 0; passage < count; passage++)
            _words[passage] = [.. Enumerable.Range(0, random.Next(40, 61)).Select(_ => (ushort)Draw(random))];
        Passages = [.. Enumerable.Range(0, count).Select(number => new Passage($"{number}", "", NoSource, "", "", Evidence.Supported, null))];
    }

    public Passage[] Passages { get; }

    public PassageIndex Build()
    {
        var builder = new PassageIndexBuilder([new Field("text", 1, passage => passage.Id)], Bm25.Default, Terms);
        foreach (var passage in Passages)
            builder.Add(passage);
        return builder.Build();
    }

    public Query[] Questions(int count)
    {
        var random = new Random(Seed + 1);
        return
        [
            .. Enumerable.Range(0, count).Select(_ => new Query(
            [
                .. Enumerable.Range(0, random.Next(4, 9)).Select(_ => Draw(random)).Distinct().Select(rank => new WeightedTerm(_vocabulary[rank], 1)),
            ])),
        ];
    }

    private IEnumerable<string> Terms(string id)
    {
        foreach (var rank in _words[int.Parse(id)])
            yield return _vocabulary[rank];
    }

    private int Draw(Random random)
    {
        var at = Array.BinarySearch(_cumulative, random.NextDouble() * _cumulative[^1]);
        return Math.Min(at < 0 ? ~at : at, VocabularySize - 1);
    }

    // "ba", "be", …, "bada", …: about as long as words are, none twice.
    private static string Word(int rank)
    {
        const string consonants = "bdfgklmnprst";
        const string vowels = "aeiou";
        var word = "";
        for (var rest = rank; rest >= 0; rest = (rest / 60) - 1)
            word += $"{consonants[rest % 60 / 5]}{vowels[rest % 5]}";
        return word;
    }
}
