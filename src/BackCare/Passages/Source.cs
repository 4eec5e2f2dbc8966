namespace BackCare.Passages;

/// <summary>A publication that passages are taken from.</summary>
/// <param name="Id">Stable, kebab-case.</param>
/// <param name="Title">As the article prints it.</param>
/// <param name="Publisher">As the article prints it, or "not stated".</param>
/// <param name="Byline">As the article prints it, or "not stated".</param>
/// <param name="Date">As the article prints it, or "not stated".</param>
/// <param name="Link">An https address, or null where the article states none.</param>
/// <param name="File">The file name the words were taken from.</param>
/// <param name="Sha256">Of the file's text with white space collapsed, in hex.</param>
/// <param name="WordsBelongTo">Whose words the quotes are.</param>
public sealed record Source(
    string Id,
    string Title,
    string Publisher,
    string Byline,
    string Date,
    string? Link,
    string File,
    string Sha256,
    string WordsBelongTo)
{
    /// <summary>Who says it and where: publisher or byline, title, date, as far as the article states them.</summary>
    public string Attribution { get; } = string.Join(", ", new[] { Publisher, $"“{Title}”", Date }.Where(part => part != "not stated"));
}
