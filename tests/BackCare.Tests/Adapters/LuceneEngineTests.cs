using BackCare.Analysis;
using BackCare.Cli;
using BackCare.Lucene;
using BackCare.Retrieval;
using BackCare.Tests.Support;
using Xunit.Abstractions;

namespace BackCare.Tests.Adapters;

/// <summary>The shipped corpus through both engines.</summary>
public sealed class LuceneEngineTests(ITestOutputHelper output)
{
    [Fact]
    public void Its_chain_finds_the_terms_that_ours_finds()
    {
        var analyzer = new Analyzer(SynonymReader.Read(Repository.Corpus, []), StopWords.Filler);
        using var chain = new EnglishChain(analyzer.Synonyms, analyzer.StopWords);
        var texts = Shipped.Assistant.Corpus.Passages.SelectMany(passage => passage.Asks.Add(passage.Title).Add(passage.Quote)).ToArray();

        // A synonym of several words may come out between the words behind it: the order is none that the index keeps.
        foreach (var text in texts)
            LuceneTerms.Of(chain, text).Order(StringComparer.Ordinal).ShouldBe(analyzer.Analyze(text).Select(term => term.Text).Order(StringComparer.Ordinal), text);
    }

    [Fact]
    public void The_first_passage_is_the_same_for_nearly_every_judged_question()
    {
        var own = AssistantLoader.Load(Repository.Corpus, PassageIndex.Build);
        var lucene = AssistantLoader.Load(Repository.Corpus, LucenePassageIndex.Build);
        var folder = Path.Combine(Repository.Root, "tests", "BackCare.Tests", "Retrieval", "Judgements");
        var questions = Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal)
            .SelectMany(file => JudgedQuestion.Read(file, own.Corpus))
            .Select(question => question.Turns[^1])
            .Distinct()
            .ToArray();

        var different = questions.Where(question => First(own, question) != First(lucene, question)).ToArray();

        output.WriteLine($"{different.Length} of {questions.Length} questions have another first passage");
        foreach (var question in different)
            output.WriteLine($"{question}: {First(own, question)} | {First(lucene, question)}");
        ((double)different.Length / questions.Length).ShouldBeLessThanOrEqualTo(0.02);
    }

    private static string? First(Assistant assistant, string question) => assistant.Search.Find(question, Memory.Empty).Candidates.FirstOrDefault()?.Id;
}
