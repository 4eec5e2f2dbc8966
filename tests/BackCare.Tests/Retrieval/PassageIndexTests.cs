using System.Collections.Immutable;
using BackCare.Passages;
using BackCare.Retrieval;

namespace BackCare.Tests.Retrieval;

public sealed class PassageIndexTests : PassageIndexContract
{
    protected override IPassageIndex Build(ImmutableArray<Passage> passages, ImmutableArray<Field> fields, Bm25 formula) => Index(passages, fields, formula);

    [Fact]
    public void Leaving_out_what_cannot_win_changes_nothing_in_a_large_corpus()
    {
        var random = new RandomPassages(11, vocabulary: 3_000);
        var passages = random.Passages(40_000);
        var index = Index(passages, RandomPassages.Fields, Bm25.Default);
        var (few, all) = (new ScoredPassage[5], new ScoredPassage[passages.Length]);

        for (var round = 0; round < 200; round++)
        {
            var query = random.Query();
            var count = index.Search(query, few);
            var total = index.Search(query, all);

            count.ShouldBe(Math.Min(5, total));
            few[..count].ShouldBe(all[..count]);
        }
    }

    [Fact]
    public void A_search_allocates_nothing()
    {
        var random = new RandomPassages(12);
        var index = Index(random.Passages(5_000), RandomPassages.Fields, Bm25.Default);
        var queries = Enumerable.Range(0, 50).Select(_ => random.Query()).ToArray();
        var top = new ScoredPassage[5];
        Search();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Search();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        allocated.ShouldBe(0);

        void Search()
        {
            foreach (var query in queries)
                index.Search(query, top);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65_536)]
    [InlineData(70_000)]
    public void A_word_may_stand_any_number_of_times(int times)
    {
        var text = string.Join(' ', Enumerable.Repeat("ice", times));
        var index = Index([RandomPassages.Passage(0, "", text), RandomPassages.Passage(1, "", "ice and heat")], RandomPassages.Fields, new Bm25(1.2, 0));

        var hit = index.Search(Ask("ice"), 5).Single(hit => hit.Passage.Quote == text);

        hit.Score.ShouldBe(Math.Log(1.2) * times / (times + 1.2), 1e-4);
    }

    [Fact]
    public void Passages_far_apart_are_found_again()
    {
        int[] places = [0, 1, 127, 128, 129, 300, 70_000, 70_001, 140_500];
        var passages = Enumerable.Range(0, 140_501).Select(number => RandomPassages.Passage(number, "", places.Contains(number) ? "needle" : "hay")).ToImmutableArray();
        var index = Index(passages, RandomPassages.Fields, Bm25.Default);

        index.Search(Ask("needle", "hay"), places.Length).Select(hit => hit.Passage).ShouldBe(places.Select(place => passages[place]));
    }

    [Fact]
    public void Any_word_can_be_asked_for()
    {
        var longest = new string('a', 255);
        var index = Index([RandomPassages.Passage(0, "", $"größe 痛み {longest} {longest}a")], RandomPassages.Fields, Bm25.Default);

        index.Search(Ask("größe"), 5).Count.ShouldBe(1);
        index.Search(Ask("痛み"), 5).Count.ShouldBe(1);
        index.Search(Ask(longest), 5).Count.ShouldBe(1);
        index.Search(Ask(longest + "a"), 5).ShouldBeEmpty();
        index.Search(Ask(""), 5).ShouldBeEmpty();
        index.Search(Ask("\uD800"), 5).ShouldBeEmpty();
        index.Search(Ask(new string('痛', 5_000)), 5).ShouldBeEmpty();
    }

    private static PassageIndex Index(ImmutableArray<Passage> passages, ImmutableArray<Field> fields, Bm25 formula)
    {
        var builder = new PassageIndexBuilder(fields, formula, text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        foreach (var passage in passages)
            builder.Add(passage);
        return builder.Build();
    }
}
