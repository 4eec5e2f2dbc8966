namespace BackCare.Safety.Likeness;

/// <summary>Takes the features of a text one by one as they are read: all of them for learning, what is worth something for judging.</summary>
internal interface IFeatureTaker
{
    /// <summary>How many were kept so far.</summary>
    int Count { get; }

    /// <summary>Takes one more.</summary>
    void Take(in Feature feature);
}

/// <summary>Keeps every feature.</summary>
/// <param name="kept">Where.</param>
internal readonly struct EveryFeature(List<Feature> kept) : IFeatureTaker
{
    public int Count => kept.Count;

    public void Take(in Feature feature) => kept.Add(feature);
}

/// <summary>Keeps what the model has learned something about, as what it is worth.</summary>
/// <param name="model">Who knows.</param>
/// <param name="kept">Where.</param>
internal readonly struct TellingFeatures(LikenessModel model, List<Telling> kept) : IFeatureTaker
{
    public int Count => kept.Count;

    public void Take(in Feature feature)
    {
        if (model.Weight(feature.Number) is not 0 and var weight)
            kept.Add(new Telling(feature.First, feature.Last, weight));
    }
}

/// <summary>A feature as what it is worth.</summary>
/// <param name="First">Its first word.</param>
/// <param name="Last">Its last word.</param>
/// <param name="Weight">In units of the model's scale; never 0.</param>
internal readonly record struct Telling(int First, int Last, int Weight);
