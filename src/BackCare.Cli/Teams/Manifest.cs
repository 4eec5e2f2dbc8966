using System.Text.Json.Nodes;

namespace BackCare.Cli.Teams;

/// <summary>What the package tells Teams about the app: the manifest, version 1.22, and a file for each other language.</summary>
public static class Manifest
{
    public const string Version = "1.22";
    public const string Accent = "#0E6661";

    /// <param name="version">Of the app, three numbers with dots.</param>
    public static JsonObject Of(PackageRequest request, AppStrings strings, string version) => new()
    {
        ["$schema"] = $"https://developer.microsoft.com/json-schemas/teams/v{Version}/MicrosoftTeams.schema.json",
        ["manifestVersion"] = Version,
        ["version"] = version,
        ["id"] = request.AppId.ToString(),
        ["developer"] = new JsonObject
        {
            ["name"] = request.Developer,
            ["websiteUrl"] = $"https://{request.Host}/",
            ["privacyUrl"] = request.Privacy,
            ["termsOfUseUrl"] = request.Terms,
        },
        ["name"] = new JsonObject { ["short"] = strings[AppStrings.Default, "name-short"], ["full"] = strings[AppStrings.Default, "name-full"] },
        ["description"] = new JsonObject { ["short"] = strings[AppStrings.Default, "description-short"], ["full"] = strings[AppStrings.Default, "description-full"] },
        ["icons"] = new JsonObject { ["color"] = "color.png", ["outline"] = "outline.png" },
        ["accentColor"] = Accent,
        ["bots"] = new JsonArray(new JsonObject
        {
            ["botId"] = request.AppId.ToString(),
            ["scopes"] = Scopes(),
            ["supportsFiles"] = false,
            ["isNotificationOnly"] = false,
            ["commandLists"] = new JsonArray(new JsonObject
            {
                ["scopes"] = Scopes(),
                ["commands"] = new JsonArray([.. AppStrings.Commands.Select(command => (JsonNode)new JsonObject
                {
                    ["title"] = strings[AppStrings.Default, $"command-{command}"],
                    ["description"] = strings[AppStrings.Default, $"command-{command}-about"],
                })]),
            }),
        }),
        // It sees who writes to it, and the messages that mention it: nothing more is asked for.
        ["permissions"] = new JsonArray("identity", "messageTeamMembers"),
        ["validDomains"] = new JsonArray(request.Host),
        ["localizationInfo"] = new JsonObject
        {
            ["defaultLanguageTag"] = AppStrings.Default,
            ["additionalLanguages"] = new JsonArray([.. strings.OtherLanguages.Select(language => (JsonNode)new JsonObject { ["languageTag"] = language, ["file"] = $"{language}.json" })]),
        },
    };

    /// <summary>The strings of another language, each under its place in the manifest.</summary>
    public static JsonObject Strings(AppStrings strings, string language)
    {
        var file = new JsonObject
        {
            ["$schema"] = $"https://developer.microsoft.com/json-schemas/teams/v{Version}/MicrosoftTeams.Localization.schema.json",
            ["name.short"] = strings[language, "name-short"],
            ["name.full"] = strings[language, "name-full"],
            ["description.short"] = strings[language, "description-short"],
            ["description.full"] = strings[language, "description-full"],
        };
        foreach (var (index, command) in AppStrings.Commands.Index())
        {
            file[$"bots[0].commandLists[0].commands[{index}].title"] = strings[language, $"command-{command}"];
            file[$"bots[0].commandLists[0].commands[{index}].description"] = strings[language, $"command-{command}-about"];
        }

        return file;
    }

    private static JsonArray Scopes() => new("personal", "team", "groupChat");
}
