using System.Collections.Immutable;
using BackCare.Analysis;
using BackCare.Passages;
using BackCare.Retrieval;

namespace BackCare.Tests.Retrieval;

/// <summary>Our ranking over somebody else's questions: each intent a passage, its lines the asks, with the weights that ship for passages no classifier knows.</summary>
internal sealed class IntentShop
{
    private readonly PassageSearch _search;

    public IntentShop(IReadOnlyCollection<(string Text, string Intent)> lines)
    {
        var passages = lines.GroupBy(line => line.Intent).OrderBy(group => group.Key, StringComparer.Ordinal).Select(Passage).ToImmutableArray();
        var counts = lines.SelectMany(line => Tokenizer.Tokenize(line.Text)).GroupBy(token => token.Text).ToDictionary(group => group.Key, group => group.Count());
        var analyzer = new Analyzer(Synonyms.None, StopWords.Filler);
        var classifier = AskClassifier.Nothing;
        var model = RankingModel.For(classifier, passages);
        var corpus = new Corpus([], passages);
        var ranking = new Ranking(corpus, [], CorpusTerms.Of(corpus, [], analyzer), PassageIndex.Build(passages, analyzer), WordVectors.Shipped, classifier, model);
        var reader = new QuestionReader(new Analyzer(Synonyms.None, StopWords.Filler, new Spelling(counts)), counts.Keys.Select(Stemmer.Stem).ToHashSet());
        _search = new PassageSearch(corpus, reader, ranking, new FollowUpRanking(corpus, RankingModel.FollowUps), model);
    }

    /// <summary>The likeliest intent, and the signs of how sure that is; nothing for a message without a word.</summary>
    public (string Intent, double[] Signs) Classify(string message)
    {
        var finding = _search.Find(message, Memory.Empty);

        return Confidence.Signs(finding.Question, finding.Candidates, _search.Ranking.Vocabulary) is { } signs
            ? (finding.Candidates[0].Id, signs)
            : ("", new double[Confidence.Names.Length]);
    }

    private static Passage Passage(IGrouping<string, (string Text, string Intent)> intent) =>
        RandomPassages.Passage(0, intent.Key.Replace('_', ' ').ToLowerInvariant(), "") with { Id = intent.Key, Asks = [.. intent.Select(line => line.Text)] };
}
