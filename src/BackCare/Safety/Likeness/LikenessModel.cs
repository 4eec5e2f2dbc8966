using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BackCare.Analysis.Patterns;

namespace BackCare.Safety.Likeness;

/// <summary>
/// What was learned of messages that people had labelled: how much each thing said speaks for a red flag or against one, and for which.
/// From <c>Data/likeness.bin</c>, made by <c>backcare learn-screen</c>.
/// </summary>
public sealed class LikenessModel
{
    /// <summary>How many rows the table of categories has; features share them.</summary>
    internal const int CategoryRows = 1 << 13;

    private static readonly Lazy<LikenessModel> Lazily = new(ReadShipped);

    private readonly sbyte[] _weights;
    private readonly sbyte[] _categoryWeights;

    internal LikenessModel(Quantised weights, double constant, ImmutableArray<RedFlag> categories, Quantised categoryWeights, WordPatterns patterns, Calibration calibration)
    {
        (Constant, Categories, Patterns, Calibration) = (constant, categories, patterns, calibration);
        (_weights, Scale) = (weights.Values, weights.Scale);
        (_categoryWeights, CategoryScale) = (categoryWeights.Values, categoryWeights.Scale);
    }

    /// <summary>The model that ships.</summary>
    public static LikenessModel Shipped => Lazily.Value;

    /// <summary>From the score of a text to the probability that it is a red flag.</summary>
    internal Calibration Calibration { get; }

    /// <summary>Patterns of words by their meaning: of two classes, what is harmless and what is a red flag.</summary>
    internal WordPatterns Patterns { get; }

    /// <summary>What a message can be like: a category and how urgent it is there.</summary>
    internal ImmutableArray<RedFlag> Categories { get; }

    internal double Constant { get; }

    internal float Scale { get; }

    internal float CategoryScale { get; }

    /// <summary>How much a feature speaks for a red flag, in units of <see cref="Scale"/>; below 0 against.</summary>
    internal int Weight(int number) => _weights[number];

    /// <summary>How much a feature speaks for each of <see cref="Categories"/>.</summary>
    internal ReadOnlySpan<sbyte> CategoryWeights(int number) => _categoryWeights.AsSpan((number & (CategoryRows - 1)) * Categories.Length, Categories.Length);

    /// <summary>The same with another calibration.</summary>
    internal LikenessModel With(Calibration calibration) =>
        new(new Quantised(_weights, Scale), Constant, Categories, new Quantised(_categoryWeights, CategoryScale), Patterns, calibration);

    /// <summary>The model as <see cref="Write"/> left it.</summary>
    public static LikenessModel Read(Stream stream)
    {
        using var reader = new BinaryReader(stream);
        var constant = reader.ReadDouble();
        var weights = ReadQuantised(reader, FeatureReader.Numbers);
        var categories = new RedFlag[reader.ReadInt32()];
        for (var at = 0; at < categories.Length; at++)
            categories[at] = new RedFlag(reader.ReadString(), (Urgency)reader.ReadInt32());
        var categoryWeights = ReadQuantised(reader, CategoryRows * categories.Length);
        return new LikenessModel(weights, constant, [.. categories], categoryWeights, WordPatterns.Read(reader), Calibration.Read(reader));
    }

    /// <summary>Writes the model.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream);
        writer.Write(Constant);
        WriteQuantised(writer, new Quantised(_weights, Scale));
        writer.Write(Categories.Length);
        foreach (var category in Categories)
        {
            writer.Write(category.Id);
            writer.Write((int)category.Urgency);
        }

        WriteQuantised(writer, new Quantised(_categoryWeights, CategoryScale));
        Patterns.Write(writer);
        Calibration.Write(writer);
    }

    private static Quantised ReadQuantised(BinaryReader reader, int count)
    {
        var scale = reader.ReadSingle();
        var values = new sbyte[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return new Quantised(values, scale);
    }

    private static void WriteQuantised(BinaryWriter writer, Quantised weights)
    {
        writer.Write(weights.Scale);
        writer.Write(MemoryMarshal.AsBytes(weights.Values.AsSpan()));
    }

    private static LikenessModel ReadShipped()
    {
        using var stream = typeof(LikenessModel).Assembly.GetManifestResourceStream("BackCare.Safety.likeness.bin")!;
        return Read(stream);
    }
}
