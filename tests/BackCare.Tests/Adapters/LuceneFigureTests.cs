using System.Collections.Immutable;
using BackCare.Lucene;
using BackCare.Passages;
using BackCare.Retrieval;
using BackCare.Tests.Retrieval;
using BackCare.Tests.Support;
using Lucene.Net.Analysis.En;
using Lucene.Net.Util;
using Xunit.Abstractions;

namespace BackCare.Tests.Adapters;

/// <summary>Lucene.Net with its own EnglishAnalyzer against published figures, and against our index over the same terms.</summary>
public sealed class LuceneFigureTests(ITestOutputHelper output)
{
    private const double Tolerance = 0.002;
    private const double Tie = 1e-4;

    [BenchFact("cacm")]
    public void Cacm_is_ranked_as_well_as_published()
    {
        var set = new PublishedSet("cacm", Terms, Build);

        set.Mean(1_000, PublishedSet.AveragePrecision).ShouldBe(0.3123, Tolerance);
        set.Mean(30, PublishedSet.PrecisionAt30).ShouldBe(0.1942, Tolerance);
    }

    [BenchFact("cacm")]
    public void Cacm_is_ranked_by_both_engines_alike_but_for_ties()
    {
        var (own, lucene) = (new PublishedSet("cacm", Terms), new PublishedSet("cacm", Terms, Build));
        var (places, differing, largest) = (0, 0, 0.0);
        own.Queries.Count.ShouldBe(64);

        foreach (var query in own.Queries.Keys)
        {
            var ours = own.Search(query, 1_000);
            var theirs = lucene.Search(query, 1_000);
            for (var place = 0; place < Math.Min(ours.Count, theirs.Count); place++)
            {
                places++;
                largest = Math.Max(largest, Math.Abs(ours[place].Score - theirs[place].Score));
                differing += ours[place].Passage.Id != theirs[place].Passage.Id && Math.Abs(ours[place].Score - theirs[place].Score) > Tie ? 1 : 0;
            }
        }

        output.WriteLine($"{places} places, {differing} differ by more than a tie, largest difference of scores {largest:g3}");
        differing.ShouldBe(0);
        largest.ShouldBeLessThan(Tie);
    }

    private static LucenePassageIndex Build(ImmutableArray<Passage> passages, ImmutableArray<Field> fields, Bm25 formula)
    {
        using var english = new EnglishAnalyzer(LuceneVersion.LUCENE_48);
        return LucenePassageIndexBuilder.Build(passages, fields, formula, english);
    }

    private static List<string> Terms(string text)
    {
        using var english = new EnglishAnalyzer(LuceneVersion.LUCENE_48);
        return LuceneTerms.Of(english, text);
    }
}
