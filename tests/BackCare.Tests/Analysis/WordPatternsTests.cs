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
    [InlineData("the donkey sleeps")]
    [InlineData("cow")]
    [InlineData("a horse and a xqzt on our old truck beside the black sheep")]
    public void What_is_worked_out_once_a_word_says_the_same_as_the_weights_themselves(string text)
    {
        var patterns = Learn();
        WordInput[] words = [.. Words(text).Select((word, at) => word with { Marks = at % 3 == 0 ? 0b101 : 0 })];
        var scores = new float[Shape.Classes];

        patterns.Score(words, scores);

        ((double)scores[1]).ShouldBe(Slowly(patterns, words), 0.02);
    }

    [Fact]
    public void A_word_that_may_mean_several_is_the_middle_of_them()
    {
        var patterns = Learn();
        var (cow, van, either) = (new float[2], new float[2], new float[2]);

        patterns.Score([new WordInput("cow", [], 0)], cow);
        patterns.Score([new WordInput("van", [], 0)], van);
        patterns.Score([new WordInput("cvn", ["cow", "van"], 0)], either);

        either[0].ShouldBeInRange(van[0], cow[0]);
    }

    [Fact]
    public void A_row_of_bytes_of_any_length_is_added()
    {
        sbyte[] what = [.. Enumerable.Range(-20, 41).Select(value => (sbyte)value)];
        float[] sums = [.. Enumerable.Repeat(1f, 41)];

        Sums.AddScaled(0.5f, what, sums);

        sums.ShouldBe([.. Enumerable.Range(-20, 41).Select(value => 1 + (0.5f * value))]);
    }

    // As the paper has it: every pattern at every place, in floating point.
    private static double Slowly(WordPatterns patterns, WordInput[] words)
    {
        var shape = patterns.Shape;
        var vectors = words.Select(word =>
        {
            var vector = new float[shape.WordSize];
            word.ReadMeaning(vector.AsSpan(0, WordInput.MeaningSize));
            for (var mark = 0; mark < shape.Marks; mark++)
                vector[WordInput.MeaningSize + mark] = word.Marks >> mark & 1;
            return vector;
        }).ToArray();
        var found = new double[shape.Patterns];
        var from = 0;
        for (var pattern = 0; pattern < found.Length; pattern++)
        {
            var (width, begin) = (shape.WidthOf(pattern), from);
            found[pattern] = Math.Max(0, patterns.Offsets[pattern] + Enumerable.Range(0, words.Length).Max(start => Enumerable.Range(0, Math.Min(width, words.Length - start))
                .Sum(within => vectors[start + within].Select((value, at) => (double)value * patterns.Weights[begin + (within * shape.WordSize) + at]).Sum())));
            from += width * shape.WordSize;
        }

        var scores = Enumerable.Range(0, shape.Classes).Select(one => patterns.Constants[one] + found.Select((strength, at) => strength * patterns.Votes[(one * found.Length) + at]).Sum()).ToArray();
        return scores[1] - Math.Log(scores.Sum(Math.Exp));
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

    private static WordInput[] Words(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => new WordInput(word, [], 0))];
}
