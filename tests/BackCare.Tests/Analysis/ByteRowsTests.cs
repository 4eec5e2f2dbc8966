using BackCare.Analysis.Patterns;

namespace BackCare.Tests.Analysis;

/// <summary>Vectors with a byte a number are held against others nearly as exactly as the vectors themselves.</summary>
public sealed class ByteRowsTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(200)]
    [InlineData(576)]
    public void A_row_of_bytes_gives_the_cosine_of_its_vector_to_two_places(int size)
    {
        var random = new Random(7);
        var vectors = Enumerable.Range(0, 40).Select(_ => Unit(random, size)).ToArray();
        var rows = new ByteRows(size, vectors.SelectMany(vector => vector).ToArray());

        foreach (var one in vectors)
        {
            var numbers = new short[ByteRows.RoomFor(size)];
            var worth = ByteRows.Prepare(one, numbers);
            for (var row = 0; row < vectors.Length; row++)
                rows.Dot(row, numbers, worth).ShouldBe(one.Zip(vectors[row], (a, b) => a * b).Sum(), 0.01);
        }
    }

    [Fact]
    public void The_greatest_numbers_of_either_sign_do_not_overflow()
    {
        float[] most = [.. Enumerable.Range(0, 64).Select(at => at % 3 == 0 ? -1f : 1f)];
        var rows = new ByteRows(64, most);
        var numbers = new short[ByteRows.RoomFor(64)];
        var worth = ByteRows.Prepare(most, numbers);

        rows.Dot(0, numbers, worth).ShouldBe(64, 0.001);
    }

    [Fact]
    public void Nothing_is_like_a_vector_of_zeros()
    {
        var rows = new ByteRows(8, [1, 0, 0, 0, 0, 0, 0, 0]);
        var numbers = new short[ByteRows.RoomFor(8)];
        var worth = ByteRows.Prepare(new float[8], numbers);

        rows.Dot(0, numbers, worth).ShouldBe(0);
    }

    private static float[] Unit(Random random, int size)
    {
        float[] vector = [.. Enumerable.Range(0, size).Select(_ => (random.NextSingle() * 2) - 1)];
        var length = MathF.Sqrt(vector.Sum(value => value * value));
        return [.. vector.Select(value => value / length)];
    }
}
