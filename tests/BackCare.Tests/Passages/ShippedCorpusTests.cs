using BackCare.Passages;
using BackCare.Tests.Support;

namespace BackCare.Tests.Passages;

public sealed class ShippedCorpusTests
{
    [Fact]
    public void The_shipped_corpus_has_no_problems()
    {
        CorpusCheck.Run(Repository.Corpus).Where(problem => !problem.IsWarning).ShouldBeEmpty();
    }

    [Fact]
    public void The_shipped_corpus_has_passages_of_all_five_articles()
    {
        var corpus = Shipped.Assistant.Corpus;

        corpus.Sources.Length.ShouldBe(5);
        corpus.Sources.Select(source => source.Id).Except(corpus.Passages.Select(passage => passage.Source.Id)).ShouldBeEmpty();
        corpus.Passages.Length.ShouldBeGreaterThanOrEqualTo(75);
    }

    [ArticlesFact]
    public void Every_quote_is_found_word_for_word_in_its_article()
    {
        var articles = Directory.EnumerateFiles(Repository.Articles, "*.txt").ToDictionary(path => Path.GetFileName(path), File.ReadAllText);

        CorpusChecks.CheckSources(Shipped.Assistant.Corpus, articles).ShouldBeEmpty();
    }

    /// <summary>Runs where the articles are: they belong to their publishers and are not in the repository.</summary>
    private sealed class ArticlesFactAttribute : FactAttribute
    {
        public ArticlesFactAttribute()
        {
            if (!Directory.Exists(Repository.Articles))
                Skip = "The five articles are not beside the repository (../shared/sources), so quotes can't be held against them.";
        }
    }
}
