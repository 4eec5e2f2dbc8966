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

    /// <param name="engine">Builds the index of passages; null: our own.</param>
    /// <param name="classifier">Null: the one that ships; another for learning.</param>
    /// <exception cref="CorpusException">The corpus has problems: all of them.</exception>
    public static Assistant Load(string folder, BuildPassageIndex? engine = null, AskClassifier? classifier = null)
    {
        // Files wait for no other file: they are read at the same time. The longest begins first; problems are listed in one order all the same.
        var screen = Begin(problems => ReadScreen(folder, problems));
        var synonyms = Begin(problems => SynonymReader.Read(folder, problems));
        var uncovered = Begin(problems => ReadUncovered(folder, problems));
        var smallTalk = Begin(problems => new SmallTalk(TopicReader.Read(folder, "small-talk.yaml", problems)));
        var numbers = Begin(problems => NumbersReader.Read(folder, problems));
        var referrals = Begin(problems => ReferralReader.Read(folder, problems));
        var wording = Begin(problems => WordingReader.Read(folder, problems));

        List<CorpusProblem> problems = [];
        var corpus = CorpusReader.Read(folder, problems);

        // The search is built while other files are still being read, unless its own are wrong already.
        var search = problems.Count + synonyms.Problems.Count + uncovered.Problems.Count == 0 ? Search(corpus, uncovered.Value, synonyms.Value, engine ?? PassageIndex.Build, classifier ?? AskClassifier.Shipped) : null;
        foreach (var part in (IPart[])[wording, referrals, numbers, synonyms, smallTalk, uncovered, screen])
            problems.AddRange(part.Problems);
        if (problems.Count > 0 || search is null || screen.Value is null)
            throw new CorpusException(folder, problems);

        return new Assistant(screen.Value, corpus, smallTalk.Value, search, new ReplyComposer(wording.Value, referrals.Value, numbers.Value));
    }

    private static PassageSearch Search(Corpus corpus, ImmutableArray<UncoveredTopic> uncovered, Synonyms synonyms, BuildPassageIndex engine, AskClassifier classifier)
    {
        var analyzer = new Analyzer(synonyms, StopWords.Filler);
        var terms = CorpusTerms.Of(corpus, uncovered, analyzer);
        var reader = Task.Run(() => new QuestionReader(new Analyzer(synonyms, StopWords.Filler, new Spelling(Counts(terms, synonyms))), Subjects(corpus, terms, analyzer)));
        var model = RankingModel.For(classifier, corpus.Passages);
        var ranking = new Ranking(corpus, uncovered, terms, engine(corpus.Passages, analyzer), WordVectors.Shipped, classifier, model);
        return new PassageSearch(corpus, reader.GetAwaiter().GetResult(), ranking, new FollowUpRanking(corpus, RankingModel.FollowUps), model);
    }

    private static RedFlagScreen? ReadScreen(string folder, List<CorpusProblem> problems)
    {
        var (rules, wrong) = RedFlagReader.Read(folder);
        problems.AddRange(wrong);
        return wrong.Count > 0 ? null : new RedFlagScreen(rules, LikenessModel.Shipped);
    }

    private static ImmutableArray<UncoveredTopic> ReadUncovered(string folder, List<CorpusProblem> problems) =>
        [.. TopicReader.Read(folder, "not-covered.yaml", problems).Select(pair => new UncoveredTopic(pair.Key, pair.Value))];

    /// <summary>What the corpus is about: the words of its sources' titles and of its topics, and those that many passages are asked with.</summary>
    private static HashSet<string> Subjects(Corpus corpus, CorpusTerms terms, Analyzer analyzer)
    {
        var named = corpus.Sources.Select(source => source.Title).Concat(corpus.Passages.SelectMany(passage => passage.Topics)).Distinct();

        // The last ask of each is its title.
        var asked = corpus.Passages.Index()
            .SelectMany(passage => terms.Asks[passage.Index].SkipLast(1).SelectMany(ask => ask).DistinctBy(term => term.Text))
            .Where(term => EnglishWords.Rank(term.Word) is not < CommonWords)
            .CountBy(term => term.Text)
            .Where(count => count.Value * ManyPassages >= corpus.Passages.Length)
            .Select(count => count.Key);

        return [.. named.SelectMany(text => analyzer.Analyze(text)).Where(FollowUp.IsTopical).Select(term => term.Text), .. asked];
    }

    // Words of what isn't covered are words too: "crps" is not "cups".
    private static Dictionary<string, int> Counts(CorpusTerms terms, Synonyms synonyms)
    {
        var counts = new Dictionary<string, int>(terms.Counts, StringComparer.Ordinal);
        foreach (var word in synonyms.Words)
            counts[word] = counts.GetValueOrDefault(word) + 1;
        return counts;
    }

    private static Part<T> Begin<T>(Func<List<CorpusProblem>, T> read) => new(Task.Run(() =>
    {
        List<CorpusProblem> problems = [];
        return (read(problems), problems);
    }));

    private interface IPart
    {
        IReadOnlyList<CorpusProblem> Problems { get; }
    }

    /// <summary>What is being read, and what is wrong with it; asked for either, waits until it is there.</summary>
    private sealed class Part<T>(Task<(T Value, List<CorpusProblem> Problems)> reading) : IPart
    {
        public T Value => reading.GetAwaiter().GetResult().Value;

        public IReadOnlyList<CorpusProblem> Problems => reading.GetAwaiter().GetResult().Problems;
    }
}
