namespace BackCare;

/// <summary>One message from a person, freed of its channel.</summary>
/// <param name="Text">What the person wrote, as it came: any text at all, empty too.</param>
/// <param name="Earlier">What the conversation has said before this message; <see cref="Memory.Empty"/> for the first.</param>
/// <param name="Locale">A BCP 47 tag such as <c>en-GB</c>, for phone numbers; null when the channel doesn't say.</param>
public sealed record Turn(string Text, Memory Earlier, string? Locale = null)
{
    public Turn(string text)
        : this(text, Memory.Empty)
    {
    }
}
