namespace BackCare.Safety;

/// <summary>Why a sign that is mentioned counts, or doesn't.</summary>
internal enum ContextStatus
{
    /// <summary>It is said to be so, or might be.</summary>
    Affirmed,

    /// <summary>It is denied.</summary>
    Negated,

    /// <summary>It is over.</summary>
    Past,

    /// <summary>It is somebody else's, and this conversation isn't about them.</summary>
    Other,

    /// <summary>It is only supposed: "what if somebody".</summary>
    Supposed,

    /// <summary>It is asked about in general: "what are the signs of".</summary>
    Asked,

    /// <summary>It is a manner of speaking.</summary>
    Idiom,

    /// <summary>The message as a whole reads like those that were judged harmless.</summary>
    Harmless,
}
