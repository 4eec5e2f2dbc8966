namespace BackCare.Analysis;

/// <summary>Words → classes, by their vectors: spherical k-means (Dhillon and Modha 2001), the same classes every time.</summary>
public static class WordClustering
{
    private const int Words = 25_000;
    private const int Classes = 1_500;
    private const int Rounds = 15;

    /// <summary>The classes of the commonest English words.</summary>
    public static WordClasses Cluster(WordVectors vectors)
    {
        var size = vectors.Dimensions;
        var table = new List<(int Rank, float[] Vector)>();
        foreach (var (rank, word) in EnglishWords.All.Take(Words).Index())
        {
            var vector = new float[size];
            if (vectors.Read(word, vector))
                table.Add((rank, vector));
        }

        var random = new Random(3);
        var centres = table.OrderBy(_ => random.Next()).Take(Classes).Select(entry => entry.Vector.ToArray()).ToArray();
        var nearest = new int[table.Count];
        for (var round = 0; round < Rounds; round++)
        {
            Parallel.For(0, table.Count, at => nearest[at] = Nearest(table[at].Vector, centres));
            Recentre(table, nearest, centres);
        }

        var classes = new ushort[Words];
        for (var at = 0; at < table.Count; at++)
            classes[table[at].Rank] = (ushort)(nearest[at] + 1);
        return new WordClasses(classes);
    }

    private static int Nearest(float[] vector, float[][] centres)
    {
        var (best, nearest) = (0, float.MinValue);
        for (var centre = 0; centre < centres.Length; centre++)
        {
            var likeness = WordVectors.Dot(vector, centres[centre]);
            if (likeness > nearest)
                (best, nearest) = (centre, likeness);
        }

        return best;
    }

    private static void Recentre(List<(int Rank, float[] Vector)> table, int[] nearest, float[][] centres)
    {
        foreach (var centre in centres)
            Array.Clear(centre);
        for (var at = 0; at < table.Count; at++)
        {
            var centre = centres[nearest[at]];
            for (var dimension = 0; dimension < centre.Length; dimension++)
                centre[dimension] += table[at].Vector[dimension];
        }

        foreach (var centre in centres)
        {
            var length = MathF.Sqrt(WordVectors.Dot(centre, centre)) + 1e-6f;
            for (var dimension = 0; dimension < centre.Length; dimension++)
                centre[dimension] /= length;
        }
    }
}
