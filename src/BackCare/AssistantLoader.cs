using System.Collections.Immutable;
using BackCare.Analysis;
using BackCare.Passages;
using BackCare.Replies;
using BackCare.Retrieval;
using BackCare.Safety;
using BackCare.Safety.Likeness;

namespace BackCare;

/// <summary>Puts an assistant together from a corpus folder.</summary>
public static class AssistantLoader
{
    // A word is a subject when one passage in so many is asked with it, and it isn't among the commonest words of English.
    private const int ManyPassages = 14;
    private const int CommonWords = 700;

    /// <exception cref="CorpusException">The corpus has problems: all of them.</exception>
    public static Assistant Load(string folder) => Load(folder, AskClassifier.Shipped);

    /// <summary>The same with another classifier: for learning.</summary>
    /// <exception cref="CorpusException">The corpus has problems: all of them.</exception>
    public static Assistant Load(string folder, AskClassifier classifier)
    {
        var problems = new List<CorpusProblem>();
        var corpus = CorpusReader.Read(folder, problems);
        var wording = WordingReader.Read(folder, problems);
        var referrals = ReferralReader.Read(folder, problems);
        var numbers = NumbersReader.Read(folder, problems);
        var synonyms = SynonymReader.Read(folder, problems);
        var smallTalk = new SmallTalk(TopicReader.Read(folder, "small-talk.yaml", problems));
        var uncovered = TopicReader.Read(folder, "not-covered.yaml", problems).Select(pair => new UncoveredTopic(pair.Key, pair.Value)).ToImmutableArray();
        var (rules, wrong) = RedFlagReader.Read(folder);
        problems.AddRange(wrong);
        if (problems.Count > 0)
            throw new CorpusException(folder, problems);

        var analyzer = new Analyzer(synonyms, StopWords.Filler);
        var index = PassageIndex.Build(corpus.Passages, analyzer);
        var ranking = new Ranking(corpus, uncovered, analyzer, index, WordVectors.Shipped, classifier, RankingModel.Shipped);
        var reader = new QuestionReader(new Analyzer(synonyms, StopWords.Filler, new Spelling(Counts(corpus, uncovered, synonyms))), Subjects(corpus, analyzer));

        return new Assistant(new RedFlagScreen(rules, LikenessModel.Shipped), corpus, smallTalk, new PassageSearch(reader, ranking, RankingModel.Shipped), new ReplyComposer(wording, referrals, numbers), RankingModel.Shipped);
    }

    /// <summary>What the corpus is about: the words of its sources' titles and of its topics, and those that many passages are asked with.</summary>
    private static HashSet<string> Subjects(Corpus corpus, Analyzer analyzer)
    {
        var named = corpus.Sources.Select(source => source.Title).Concat(corpus.Passages.SelectMany(passage => passage.Topics)).Distinct();
        var asked = corpus.Passages
            .SelectMany(passage => passage.Asks.SelectMany(ask => analyzer.Analyze(ask)).DistinctBy(term => term.Text))
            .Where(term => EnglishWords.Rank(term.Word) is not < CommonWords)
            .CountBy(term => term.Text)
            .Where(count => count.Value * ManyPassages >= corpus.Passages.Length)
            .Select(count => count.Key);

        return [.. named.SelectMany(text => analyzer.Analyze(text)).Where(FollowUp.IsTopical).Select(term => term.Text), .. asked];
    }

    // Words of what isn't covered are words too: "crps" is not "cups".
    private static Dictionary<string, int> Counts(Corpus corpus, ImmutableArray<UncoveredTopic> uncovered, Synonyms synonyms)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var texts = corpus.Passages.SelectMany(passage => passage.Asks.Add(passage.Title).Add(passage.Quote)).Concat(uncovered.SelectMany(topic => topic.Asks));
        foreach (var token in texts.SelectMany(Tokenizer.Tokenize))
            counts[token.Text] = counts.GetValueOrDefault(token.Text) + 1;
        foreach (var word in synonyms.Words)
            counts[word] = counts.GetValueOrDefault(word) + 1;
        return counts;
    }
}
