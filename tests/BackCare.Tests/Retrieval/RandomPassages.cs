using System.Collections.Immutable;
using BackCare.Passages;
using BackCare.Retrieval;

namespace BackCare.Tests.Retrieval;

/// <summary>Passages and queries by chance, the same for the same seed: few words that are frequent, many that are rare, some passages without a title.</summary>
internal sealed class RandomPassages(int seed, int vocabulary = 400)
{
    private static readonly Source Anywhere = new("anywhere", "Anywhere", "Nobody", "Nobody", "not stated", null, "anywhere.txt", "", "nobody");

    private readonly Random _random = new(seed);

    /// <summary>What is searched: a title that counts double, and a text.</summary>
    public static ImmutableArray<Field> Fields { get; } = [new("title", 2, passage => passage.Title), new("text", 1, passage => passage.Quote)];

    public static Passage Passage(int number, string title, string text) =>
        new($"passage-{number:d7}", title, Anywhere, "", text, Evidence.Supported, null);

    public ImmutableArray<Passage> Passages(int count) =>
        [.. Enumerable.Range(0, count).Select(number => Passage(number, Words(_random.Next(0, 5)), Words(_random.Next(0, 40))))];

    /// <summary>Known and unknown words, of different weights.</summary>
    public Query Query() => new(
    [
        .. Enumerable.Range(0, _random.Next(1, 9))
            .Select(_ => _random.Next(8) == 0 ? $"unknown{_random.Next(9)}" : Word())
            .Distinct()
            .Select(word => new WeightedTerm(word, _random.Next(3) == 0 ? 0.5 : 1)),
    ]);

    private string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Word()));

    // The cube makes the first words frequent and the last ones rare.
    private string Word() => $"w{(int)(vocabulary * Math.Pow(_random.NextDouble(), 3))}";
}
