namespace BackCare.Safety.Signs;

/// <summary>How far the next part of a form may stand from what was matched before it.</summary>
/// <param name="Most">Words that may stand between; words that carry nothing (the, really, my) are not counted.</param>
/// <param name="EitherOrder">Whether it may also stand before.</param>
internal readonly record struct Gap(int Most, bool EitherOrder);

/// <summary>One way to say a concept: parts in an order, with gaps.</summary>
/// <param name="Parts">Ids of the concepts it is made of; never empty.</param>
/// <param name="Gaps">As many as parts; the first is not used.</param>
/// <param name="Anchor">The rarest part: where it is absent, the form can't match.</param>
/// <param name="Not">A concept that may not follow directly; 0 for none.</param>
internal sealed record Form(int[] Parts, Gap[] Gaps, int Anchor, int Not)
{
    /// <summary>The concept it is a form of.</summary>
    public int Owner { get; set; }

    /// <summary>The next rarest part; the anchor again where there is no other.</summary>
    public required int Second { get; init; }

    /// <summary>Whether parts without a gap must touch: not even a word that carries nothing may stand between.</summary>
    public bool Strict { get; init; }
}
