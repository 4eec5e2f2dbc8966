using System.ComponentModel.DataAnnotations;

namespace BackCare.Web.Pages;

/// <summary>What the page is like; the section <c>Page</c>.</summary>
public sealed class PageOptions
{
    public const string Section = "Page";

    /// <summary>Whose words the page speaks: the file <c>wwwroot/words.{language}.json</c>. Default: English.</summary>
    [Required]
    public string Language { get; init; } = "en";
}
