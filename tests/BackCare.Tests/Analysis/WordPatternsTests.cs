using BackCare.Analysis.Patterns;

namespace BackCare.Tests.Analysis;

public sealed class WordPatternsTests
{
    private static readonly PatternShape Shape = new([1, 2], Each: 16, Marks: 4, Classes: 2);

    private static readonly string[] Animals = ["my dog sleeps", "a horse eats grass", "the cat is black", "our sheep run away", "her goat jumps"];
    private static readonly string[] Vehicles = ["my car is old", "a train leaves now", "the bus is late", "our truck broke down", "her bicycle rusts"];

    [Fact]
    public void A_word_never_learned_from_is_known_by_its_meaning()
    {
        var patterns = Learn();

        Likeliest(patterns, "the cow is brown").ShouldBe(0);
        Likeliest(patterns, "the van is brown").ShouldBe(1);
    }

    [Fact]
    public void Every_score_is_the_logarithm_of_a_share()
    {
        var scores = Score(Learn(), "a pony and a tram");

        scores.Sum(score => Math.Exp(score)).ShouldBe(1, 1e-4);
    }

    [Fact]
    public void A_text_without_words_belongs_to_each_class_as_much_as_the_constants_say()
    {
        var patterns = Learn();

        var scores = Score(patterns, "");

        (scores[0] - scores[1]).ShouldBe(patterns.Constants[0] - patterns.Constants[1], 1e-4);
    }

    [Fact]
    public void What_is_written_is_read_again_and_learned_again_the_same()
    {
        var (first, second) = (new MemoryStream(), new MemoryStream());
        Learn().Write(new BinaryWriter(first));
        Learn().Write(new BinaryWriter(second));
        second.ToArray().ShouldBe(first.ToArray());

        var read = WordPatterns.Read(new BinaryReader(new MemoryStream(first.ToArray())));

        Score(read, "the donkey sleeps").ShouldBe(Score(Learn(), "the donkey sleeps"));
    }

    [Fact]
    public void Patterns_put_together_say_the_mean_of_what_each_says()
    {
        var (first, second) = (Learn(members: 1), Learn(members: 2));
        var together = WordPatterns.Together([first, first]);

        Score(together, "the donkey sleeps")[0].ShouldBe(Score(first, "the donkey sleeps")[0], 1e-5);
        second.Shape.Patterns.ShouldBe(2 * first.Shape.Patterns);
    }

    [Fact]
    public void Several_sums_at_once_are_the_same_as_one_by_one()
    {
        var random = new Random(5);
        var left = Enumerable.Range(0, 204).Select(_ => random.NextSingle()).ToArray();
        var others = Enumerable.Range(0, 4 * 204).Select(_ => random.NextSingle()).ToArray();
        var sums = new float[Sums.AtOnce];

        Sums.Dots(left, others, 204, sums);

        for (var at = 0; at < sums.Length; at++)
            sums[at].ShouldBe(Sums.Dot(left, others.AsSpan(at * 204, 204)));
    }

    [Theory]
    [InlineData(1, 9f)]
    [InlineData(2, 13f)]
    [InlineData(3, 18f)]
    public void The_greatest_sum_over_neighbouring_rows_is_taken(int width, float greatest)
    {
        // Of each row, eight numbers for its place in a sum: the first of them 9, 3 and -1, and so on.
        float[][] rows = [Row(9, 4, 5), Row(3, 4, 5), Row(-1, 4, 5)];
        var best = new float[8];

        Sums.TakeGreatest(rows, 0, width, best);

        best[0].ShouldBe(greatest);

        // The last row alone is a sum too, where nothing follows.
        Sums.TakeGreatest([Row(1, 7, 7)], 0, width, best);
        best[0].ShouldBe(1);

        static float[] Row(params float[] places) => [.. places.SelectMany(place => Enumerable.Repeat(place, 8))];
    }

    [Fact]
    public void A_row_of_bytes_of_any_length_is_added()
    {
        sbyte[] what = [.. Enumerable.Range(-20, 41).Select(value => (sbyte)value)];
        float[] sums = [.. Enumerable.Repeat(1f, 41)];

        Sums.AddScaled(0.5f, what, sums);

        sums.ShouldBe([.. Enumerable.Range(-20, 41).Select(value => 1 + (0.5f * value))]);
    }

    private static WordPatterns Learn(int members = 2) => PatternLearning.Learn(
        [.. Animals.Select(text => PatternExample.Of(Words(text), Shape, [0])), .. Vehicles.Select(text => PatternExample.Of(Words(text), Shape, [1]))],
        Shape,
        new PatternSchedule(Rounds: 60, Rate: 0.01f, Dropout: 0.2f, WordDropout: 0, Members: members));

    private static int Likeliest(WordPatterns patterns, string text) => Score(patterns, text) is var scores && scores[0] > scores[1] ? 0 : 1;

    private static float[] Score(WordPatterns patterns, string text)
    {
        var scores = new float[Shape.Classes];
        patterns.Score(Words(text), scores);
        return scores;
    }

    private static WordInput[] Words(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => new WordInput(word, [], 0, true))];
}
