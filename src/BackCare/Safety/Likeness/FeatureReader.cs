using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using BackCare.Analysis;
using BackCare.Safety.Signs;

namespace BackCare.Safety.Likeness;

/// <summary>A text as the screen reads it → its features, hashed to numbers (Weinberger et al. 2009, "Feature hashing").</summary>
internal sealed class FeatureReader
{
    /// <summary>Features are numbered below this.</summary>
    public const int Numbers = 1 << 20;

    private const int WordReach = 8;
    private const int ConceptReach = 7;
    private const int LettersTogether = 4;
    private const int MostStems = 60_000;

    // Denied classes are numbered from here.
    private const uint DeniedClass = 5_000;

    private readonly uint[] _conceptNames;
    private readonly ConditionalWeakTable<int[], uint[]> _named = [];
    private readonly ConcurrentDictionary<string, uint> _stems = new(StringComparer.Ordinal);

    public FeatureReader(RedFlagRules rules)
    {
        _conceptNames = new uint[rules.Grammar.Concepts];

        // Names, not ids: those change with every concept that is added.
        foreach (var (name, id) in rules.Grammar.Ids)
            _conceptNames[id] = name == "filler" ? 0 : StableHash.Of(name) | 1;
    }

    /// <summary>Hands over all features of a reading, those of the words by their first word, then those of the rules.</summary>
    /// <returns>How many of the words' were taken.</returns>
    public int Read<TTaker>(JudgedReading judged, TTaker features)
        where TTaker : struct, IFeatureTaker
    {
        var words = judged.Reading.Words;
        var traits = Traits(words, judged.Denied);
        for (var at = 0; at < words.Length; at++)
            Add(features, words, traits, at);
        var ofWords = features.Count;
        AddSigns(features, judged);

        return ofWords;
    }

    private static void Add<TTaker>(TTaker features, Word[] words, Trait[] traits, int at)
        where TTaker : struct, IFeatureTaker
    {
        ref readonly var trait = ref traits[at];
        features.Take(new Feature(at, at, Mix(trait.Stem, 0, FeatureKind.Word), FeatureKind.Word));
        if (!words[at].Known && words[at].Text.Length >= LettersTogether)
            AddLetters(features, words[at].Text, at);
        if (trait.Class > 0)
            features.Take(new Feature(at, at, Mix(trait.Class, 0, FeatureKind.Class), FeatureKind.Class));

        var end = Math.Min(words.Length, at + WordReach + 1);
        for (var other = at + 1; other < end; other++)
        {
            var kind = other == at + 1 ? FeatureKind.Neighbours : FeatureKind.Pair;
            features.Take(new Feature(at, other, Mix(trait.Stem, traits[other].Stem, kind), kind));
        }

        if (at + 2 < words.Length)
            features.Take(new Feature(at, at + 2, Mix((trait.Stem * 31) + traits[at + 1].Stem, traits[at + 2].Stem, FeatureKind.Three), FeatureKind.Three));
        if (trait.Concepts.Length > 0)
            AddConcepts(features, traits, at);
    }

    private static void AddConcepts<TTaker>(TTaker features, Trait[] traits, int at)
        where TTaker : struct, IFeatureTaker
    {
        var end = Math.Min(traits.Length, at + ConceptReach + 1);
        foreach (var concept in traits[at].Concepts)
        {
            var name = concept + traits[at].Denied;
            features.Take(new Feature(at, at, Mix(name, 0, FeatureKind.Concept), FeatureKind.Concept));
            for (var other = at + 1; other < end; other++)
            {
                foreach (var second in traits[other].Concepts)
                {
                    var otherName = second + traits[other].Denied;
                    features.Take(new Feature(at, other, Mix(Math.Min(name, otherName), Math.Max(name, otherName), FeatureKind.Concepts), FeatureKind.Concepts));
                }
            }
        }
    }

    private static void AddLetters<TTaker>(TTaker features, string word, int at)
        where TTaker : struct, IFeatureTaker
    {
        for (var from = 0; from + LettersTogether <= word.Length; from++)
            features.Take(new Feature(at, at, Mix(StableHash.Of(word.AsSpan(from, LettersTogether)), 0, FeatureKind.Letters), FeatureKind.Letters));
    }

    private void AddSigns<TTaker>(TTaker features, JudgedReading judged)
        where TTaker : struct, IFeatureTaker
    {
        foreach (var (concept, mentions) in judged.Reading.Mentions)
        {
            foreach (var mention in mentions)
                features.Take(new Feature(mention.Start, mention.End - 1, Mix(_conceptNames[concept], 0, FeatureKind.Mention), FeatureKind.Mention));
        }

        foreach (var (sign, mention, status) in judged.Signs)
            features.Take(new Feature(mention.Start, mention.End - 1, Mix(StableHash.Of(sign.Id), (uint)status, FeatureKind.Sign), FeatureKind.Sign));
    }

    private Trait[] Traits(Word[] words, bool[] denied)
    {
        var traits = new Trait[words.Length];
        for (var at = 0; at < words.Length; at++)
        {
            var (stem, wordClass) = (Stem(words[at]), (uint)WordClasses.Shipped.Of(words[at].Text));
            var concepts = words[at].Concepts is { } ids ? Named(ids) : [];
            traits[at] = denied[at] ? new Trait(stem + 1, wordClass > 0 ? wordClass + DeniedClass : 0, 2, concepts) : new Trait(stem, wordClass, 0, concepts);
        }

        return traits;
    }

    // The names of those concepts that have one. A word's concepts are one array for all texts.
    private uint[] Named(int[] concepts)
    {
        if (_named.TryGetValue(concepts, out var known))
            return known;
        uint[] named = [.. concepts.Select(concept => _conceptNames[concept]).Where(name => name != 0)];
        _named.AddOrUpdate(concepts, named);
        return named;
    }

    // Even, so that the odd number behind it is the same word denied. Numbers count as what they may be: an age of a child, of somebody older.
    private uint Stem(Word word)
    {
        if (word.Number is { } number && char.IsAsciiDigit(word.Text[0]))
            return StableHash.Of(number < 17 ? "#child" : number is >= 50 and < 110 ? "#old" : "#n") * 2;
        if (_stems.TryGetValue(word.Text, out var known))
            return known;
        var stem = StableHash.Of(Stemmer.Stem(word.Text)) * 2;
        if (word.Known && _stems.Count < MostStems)
            _stems[word.Text] = stem;
        return stem;
    }

    private static int Mix(uint first, uint second, FeatureKind kind) => (int)(StableHash.Of(first, second, (uint)kind + 1) & (Numbers - 1));

    private readonly record struct Trait(uint Stem, uint Class, uint Denied, uint[] Concepts);
}
