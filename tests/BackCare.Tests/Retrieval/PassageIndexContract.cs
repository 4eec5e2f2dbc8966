using System.Collections.Immutable;
using BackCare.Passages;
using BackCare.Retrieval;

namespace BackCare.Tests.Retrieval;

/// <summary>What every index of passages promises; each engine runs all of it. Words stand between spaces and are taken as they are.</summary>
public abstract class PassageIndexContract
{
    private const double Tolerance = 1e-4;

    /// <summary>An index over these fields, with Lucene's BM25 and lengths that are not rounded.</summary>
    protected abstract IPassageIndex Build(ImmutableArray<Passage> passages, ImmutableArray<Field> fields, Bm25 formula);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    [InlineData(700)]
    [InlineData(6_000)]
    public void The_ranking_is_the_one_the_formula_gives(int count)
    {
        var random = new RandomPassages(count);
        var passages = random.Passages(count);
        var index = Build(passages, RandomPassages.Fields, Bm25.Default);
        var plain = new PlainBm25(passages, RandomPassages.Fields, Bm25.Default);

        for (var round = 0; round < 40; round++)
        {
            var query = random.Query();
            var expected = plain.Rank(query);
            var wanted = round % 4 == 0 ? count : 10;

            var hits = index.Search(query, wanted);

            // Two passages whose scores differ by less than the tolerance may stand in either order.
            var scores = expected.ToDictionary(pair => passages[pair.Passage].Id, pair => pair.Score);
            hits.Count.ShouldBe(Math.Min(wanted, expected.Count));
            hits.Where((hit, place) => Differ(hit.Score, expected[place].Score) || Differ(hit.Score, scores[hit.Passage.Id])).ShouldBeEmpty();
        }
    }

    [Fact]
    public void The_score_of_each_field_is_the_one_the_formula_gives()
    {
        var random = new RandomPassages(5);
        var passages = random.Passages(300);
        var index = Build(passages, RandomPassages.Fields, Bm25.Default);

        for (var field = 0; field < RandomPassages.Fields.Length; field++)
        {
            var plain = new PlainBm25(passages, [RandomPassages.Fields[field] with { Boost = 1 }], Bm25.Default);
            for (var round = 0; round < 40; round++)
            {
                var query = random.Query();
                var expected = new float[passages.Length];
                foreach (var (passage, score) in plain.Rank(query))
                    expected[passage] = (float)score;

                var scores = new float[passages.Length];
                index.AddScores(field, query, scores);

                scores.ShouldBe(expected, Tolerance);
            }
        }
    }

    [Fact]
    public void The_score_of_a_field_is_added_to_what_is_there()
    {
        var index = Build([RandomPassages.Passage(0, "", "ice"), RandomPassages.Passage(1, "", "heat")], RandomPassages.Fields, Bm25.Default);
        float[] once = [0, 0];
        float[] onTop = [5, 5];

        index.AddScores(1, Ask("ice"), once);
        index.AddScores(1, Ask("ice"), onTop);

        once[0].ShouldBeGreaterThan(0);
        onTop.ShouldBe([5 + once[0], 5]);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(9_000)]
    public void The_best_five_are_the_first_five_of_all(int count)
    {
        var random = new RandomPassages(count + 1);
        var index = Build(random.Passages(count), RandomPassages.Fields, Bm25.Default);

        for (var round = 0; round < 100; round++)
        {
            var query = random.Query();
            var all = index.Search(query, count);

            index.Search(query, 5).ShouldBe(all.Take(5));
            all.Select(hit => hit.Score).ShouldBeInOrder(SortDirection.Descending);
            all.Select(hit => hit.Passage.Id).ShouldBeUnique();
        }
    }

    [Fact]
    public void An_explanation_adds_up_to_the_score()
    {
        var random = new RandomPassages(3);
        var index = Build(random.Passages(500), RandomPassages.Fields, Bm25.Default);

        for (var round = 0; round < 20; round++)
        {
            foreach (var hit in index.Search(random.Query(), 10))
            {
                hit.Explanation.Value.ShouldBe(hit.Score, Tolerance);
                ShouldAddUp(hit.Explanation);
            }
        }
    }

    [Fact]
    public void Equal_scores_come_in_the_order_of_the_corpus()
    {
        var passages = Enumerable.Range(0, 5_000).Select(number => RandomPassages.Passage(number, "", number % 3 == 0 ? "ice cold" : "warm bath")).ToImmutableArray();
        var index = Build(passages, RandomPassages.Fields, Bm25.Default);

        var hits = index.Search(Ask("ice", "bath"), 4_000);

        hits.Take(1_667).Select(hit => hit.Passage).ShouldBe(passages.Where(passage => passage.Quote == "ice cold"));
        hits.Skip(1_667).Select(hit => hit.Passage).ShouldBe(passages.Where(passage => passage.Quote == "warm bath").Take(4_000 - 1_667));
    }

    [Fact]
    public void Nothing_matches_nothing()
    {
        var index = Build([RandomPassages.Passage(0, "ice", "ice cold")], RandomPassages.Fields, Bm25.Default);

        index.Search(new Query([]), 5).ShouldBeEmpty();
        index.Search(Ask("sauna"), 5).ShouldBeEmpty();
        index.Search(Ask("ice"), 0).ShouldBeEmpty();
        index.Search(new Query([new WeightedTerm("ice", 0)]), 5).ShouldBeEmpty();
        Build([], RandomPassages.Fields, Bm25.Default).Search(Ask("ice"), 5).ShouldBeEmpty();
    }

    [Fact]
    public void A_word_counts_by_its_weight_and_by_where_it_stands()
    {
        var passages = ImmutableArray.Create(
            RandomPassages.Passage(0, "ice", "warm bath"),
            RandomPassages.Passage(1, "bath", "cold ice"),
            RandomPassages.Passage(2, "towel", "dry towel"));
        var index = Build(passages, RandomPassages.Fields, Bm25.Default);

        var one = index.Search(Ask("ice"), 5);
        var half = index.Search(new Query([new WeightedTerm("ice", 0.5)]), 5);
        var weighed = index.Search(new Query([new WeightedTerm("ice", 1), new WeightedTerm("towel", 3)]), 5);

        one.Select(hit => hit.Passage.Id).ShouldBe(["passage-0000000", "passage-0000001"]);
        half[0].Score.ShouldBe(one[0].Score / 2, Tolerance);
        weighed[0].Passage.Id.ShouldBe("passage-0000002");
    }

    [Fact]
    public async Task Eight_threads_find_what_one_finds()
    {
        var random = new RandomPassages(8);
        var index = Build(random.Passages(3_000), RandomPassages.Fields, Bm25.Default);
        var queries = Enumerable.Range(0, 200).Select(_ => random.Query()).ToArray();
        var alone = queries.Select(query => index.Search(query, 10)).ToArray();

        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => queries.Select(query => index.Search(query, 10)).ToArray())));

        foreach (var found in together)
        {
            for (var at = 0; at < queries.Length; at++)
                found[at].ShouldBe(alone[at]);
        }
    }

    private protected static Query Ask(params string[] words) => new([.. words.Select(word => new WeightedTerm(word, 1))]);

    private static bool Differ(double one, double other) => Math.Abs(one - other) > Tolerance;

    private static void ShouldAddUp(Explanation explanation)
    {
        if (explanation.Parts.IsEmpty)
            return;
        explanation.Parts.Sum(part => part.Value).ShouldBe(explanation.Value, Tolerance);
        foreach (var part in explanation.Parts)
            ShouldAddUp(part);
    }
}
