namespace BackCare.Replies;

/// <summary>A telephone line of <c>numbers.yaml</c>, shown to people or kept back until somebody has looked it up.</summary>
/// <param name="Number">As people read it.</param>
/// <param name="Label">What it is, with the country.</param>
/// <param name="Say">How it stands in a sentence, without the country: "Samaritans on 116 123".</param>
/// <param name="Country">As people call it.</param>
/// <param name="IsShown">Whether the reference is sure of it: only then it reaches people.</param>
/// <param name="Source">Where the number comes from, and where to look it up.</param>
/// <param name="VerifiedOn">The day somebody looked it up; null for never.</param>
/// <param name="FileLine">Where it stands in the file.</param>
public sealed record HelpLine(string Number, string Label, string Say, string Country, bool IsShown, string Source, DateOnly? VerifiedOn, int FileLine)
{
    /// <summary>In a sentence, with the country behind it.</summary>
    public string InCountry => $"{Say} ({Country})";

    /// <summary>For a button.</summary>
    public PhoneNumber Phone => new(Label, Number, string.Concat(Number.Where(character => char.IsAsciiDigit(character) || character == '+')));
}
