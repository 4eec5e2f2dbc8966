using System.Text.Json.Nodes;

namespace BackCare.Channels.Activities;

/// <summary>How Teams shows a citation: the <c>[1]</c> of a message, with what it points at in a pop-up.</summary>
/// <param name="Position">The number in the text, from 1.</param>
/// <param name="Name">Shown as the title; 80 characters at most.</param>
/// <param name="Abstract">Shown below it; 160 characters at most.</param>
public sealed record ClientCitation(int Position, string Name, string Abstract)
{
    /// <summary>More than this and Teams refuses the message.</summary>
    public const int MostPerMessage = 20;

    public const int LongestName = 80;
    public const int LongestAbstract = 160;
    public const int MostKeywords = 3;
    public const int LongestKeyword = 28;

    /// <summary>An https address, or null.</summary>
    public string? Url { get; init; }

    /// <summary>Three at most, 28 characters each.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>The one entity of a message that carries its citations; texts too long are cut at a word.</summary>
    public static JsonObject Entity(IReadOnlyList<ClientCitation> citations) => new()
    {
        ["type"] = "https://schema.org/Message",
        ["@type"] = "Message",
        ["@context"] = "https://schema.org",
        ["@id"] = "",
        ["citation"] = new JsonArray([.. citations.Take(MostPerMessage).Select(citation => citation.Claim())]),
    };

    /// <summary>A text of so many characters at most, cut at a word, with an ellipsis where something is missing.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
            return text;

        var cut = text.LastIndexOf(' ', length - 1);
        // A single long word is cut inside, but never between the halves of a character.
        if (cut < length / 2)
            cut = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;

        return text[..cut].TrimEnd(' ', ',', ';', ':', '-', '–', '—') + "…";
    }

    private JsonNode Claim()
    {
        var appearance = new JsonObject
        {
            ["@type"] = "DigitalDocument",
            ["name"] = Shorten(Name, LongestName),
            ["abstract"] = Shorten(Abstract, LongestAbstract),
        };
        if (Url is not null)
            appearance["url"] = Url;
        if (Keywords.Count > 0)
            appearance["keywords"] = new JsonArray([.. Keywords.Take(MostKeywords).Select(word => (JsonNode)Shorten(word, LongestKeyword))]);

        return new JsonObject { ["@type"] = "Claim", ["position"] = Position, ["appearance"] = appearance };
    }
}
