using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BackCare.Web.Pages;

/// <summary>The page's own words in one language, all from one file: a translation is another such file.</summary>
public sealed partial class PageWords
{
    private readonly JsonObject _words;

    private PageWords(JsonObject words) => _words = words;

    /// <summary>A word or sentence; a dot leads into a group.</summary>
    /// <exception cref="InvalidOperationException">The file has none under that name.</exception>
    public string this[string name] => name.Split('.').Aggregate((JsonNode?)_words, (node, part) => node?[part]) is JsonValue value
        ? value.GetValue<string>()
        : throw new InvalidOperationException($"The page's words have no '{name}'; add it to words.{(string?)_words["language"]}.json.");

    public static PageWords Read(string language)
    {
        var file = $"words.{language}.json";
        var text = PageFile.ReadText(file) ?? throw new InvalidOperationException($"Page:Language is '{language}', but there is no wwwroot/{file}; add it, or choose another language.");
        return new PageWords(JsonNode.Parse(text)!.AsObject());
    }

    /// <summary>Puts words in for names in double braces.</summary>
    public string Fill(string template, Func<string, string> encode) => Place().Replace(template, match => encode(this[match.Groups[1].Value]));

    /// <summary>The words as a module of the page.</summary>
    public string ToModule() => $"export const words = {_words.ToJsonString()};\n";

    [GeneratedRegex(@"\{\{([A-Za-z.]+)\}\}")]
    private static partial Regex Place();
}
