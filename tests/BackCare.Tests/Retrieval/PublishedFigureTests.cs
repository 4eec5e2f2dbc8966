using System.Globalization;
using BackCare.Tests.Support;

namespace BackCare.Tests.Retrieval;

/// <summary>Our index against the figures that Anserini publishes for Lucene's BM25 (k1 0.9, b 0.4), with the same analysis.</summary>
public sealed class PublishedFigureTests
{
    private const double Tolerance = 0.002;

    [BenchFact("scifact")]
    public void SciFact_is_ranked_as_well_as_published()
    {
        var set = new PublishedSet("scifact");

        set.Mean(10, PublishedSet.GainAt10).ShouldBe(0.6789, Tolerance);
        set.Mean(100, PublishedSet.Recall).ShouldBe(0.9253, Tolerance);
    }

    [BenchFact("cacm")]
    public void Cacm_is_ranked_as_well_as_published()
    {
        var set = new PublishedSet("cacm");

        set.Mean(1_000, PublishedSet.AveragePrecision).ShouldBe(0.3123, Tolerance);
        set.Mean(30, PublishedSet.PrecisionAt30).ShouldBe(0.1942, Tolerance);
    }

    [BenchFact("cacm")]
    public void Cacm_is_ranked_in_the_order_that_Lucene_gives_with_its_scores()
    {
        var set = new PublishedSet("cacm");
        var run = File.ReadLines(Path.Combine(BenchFolder.Of("cacm")!, "anserini-bm25-sample.run"))
            .Select(line => line.Split(' '))
            .GroupBy(row => row[0], row => (Id: row[2], Score: double.Parse(row[4], CultureInfo.InvariantCulture)))
            .ToArray();

        var (same, total, largest) = (0, 0, 0.0);
        foreach (var lucene in run)
        {
            var ours = set.Search(lucene.Key, lucene.Count()).ToDictionary(hit => hit.Passage.Id, hit => hit.Score);
            foreach (var (id, score) in lucene)
            {
                total++;
                if (!ours.TryGetValue(id, out var own))
                    continue;
                same++;
                largest = Math.Max(largest, Math.Abs(own - score));
            }
        }

        run.Length.ShouldBe(64);
        ((double)same / total).ShouldBeGreaterThanOrEqualTo(0.99);
        largest.ShouldBeLessThan(0.05);
    }
}
