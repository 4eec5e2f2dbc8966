using System.Collections.Frozen;
using BackCare.Passages;
using YamlDotNet.RepresentationModel;

namespace BackCare.Replies;

/// <summary>Reads <c>referrals.yaml</c>.</summary>
public static class ReferralReader
{
    private const string FileName = "referrals.yaml";

    private static readonly string[] Tiers = ["emergency", "urgent", "soon"];

    private static readonly string[] Fields =
        ["sign", "call", "contact", "say", "extra", "worse", "stop", "covers", "sign-they", "contact-they", "say-they", "extra-they", "worse-they", "stop-they"];

    private static readonly string[] Expected = ["sign", "call", "say"];

    /// <summary>Templates the program asks for by name.</summary>
    private static readonly string[] NeededTemplates =
    [
        .. Tiers, "suicide", "suicide-danger", "abuse", "emergency-suicide", "emergency-abuse",
        "repeat-emergency", "repeat-urgent", "repeat-soon", "repeat-suicide", "repeat-abuse",
    ];

    private static readonly string[] NeededPhrases =
    [
        "calls.hospital", "contact", "urgent-lines.number", "urgent-lines.none", "poison", "worse", "stop.emergency", "stop.urgent", "stop.soon",
        "lines.also-urgent", "lines.also-soon", "lines.also-talk", "lines.other-route", "lines.own-words",
        .. Enumerable.Range(1, 10).SelectMany(number => new[] { $"questions.Q{number}.question", $"questions.Q{number}.sign" }),
    ];

    /// <summary>Everything that can be read; what can't is in <paramref name="problems"/>.</summary>
    public static ReferralTexts Read(string folder, List<CorpusProblem> problems)
    {
        var templates = new Dictionary<string, ReferralTemplate>(StringComparer.Ordinal);
        var phrases = new Dictionary<string, string>(StringComparer.Ordinal);
        var categories = new Dictionary<string, FrozenDictionary<string, string>>(StringComparer.Ordinal);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            problems.Add(new CorpusProblem(FileName, 0, $"the file is missing from '{folder}'; it holds what is said when a red flag is raised."));
        else if (YamlFile.Parse(FileName, File.ReadAllText(path), problems) is { } yaml)
            Read(yaml, templates, phrases, categories);

        return new ReferralTexts(templates, phrases, categories);
    }

    private static void Read(
        YamlFile yaml,
        Dictionary<string, ReferralTemplate> templates,
        Dictionary<string, string> phrases,
        Dictionary<string, FrozenDictionary<string, string>> categories)
    {
        foreach (var (key, value) in yaml.Root.Children)
        {
            var name = ((YamlScalarNode)key).Value!;
            switch (name, value)
            {
                case ("templates", YamlMappingNode section):
                    ReadTemplates(yaml, section, templates);
                    break;
                case ("categories", YamlMappingNode section):
                    foreach (var (category, fields) in section.Children)
                        categories[((YamlScalarNode)category).Value!] = ReadCategory(yaml, category, fields);
                    break;
                case (ReferralTexts.Any, _):
                    categories[ReferralTexts.Any] = ReadCategory(yaml, key, value);
                    break;
                default:
                    ReadPhrases(yaml, name, value, phrases);
                    break;
            }
        }

        foreach (var needed in NeededTemplates.Where(needed => !templates.ContainsKey(needed)))
            yaml.Problem(yaml.Root, $"the template '{needed}' is missing; add it under 'templates'.");
        foreach (var needed in NeededPhrases.Where(needed => !phrases.ContainsKey(needed)))
            yaml.Problem(yaml.Root, $"'{needed}' is missing; add it.");
        if (!categories.ContainsKey(ReferralTexts.Any))
            yaml.Problem(yaml.Root, $"'{ReferralTexts.Any}' is missing; it holds what is said for a red flag without words of its own.");
        foreach (var (id, fields) in categories)
        {
            if (fields.TryGetValue("call", out var call) && !phrases.ContainsKey("calls." + call))
                yaml.Problem(yaml.Root, $"'{id}' names the call '{call}', which is not under 'calls'; add it there, or correct the name.");
            foreach (var field in Expected.Where(field => !fields.ContainsKey(field) && !(field != "sign" && ReferralComposer.IsCrisis(id))))
                yaml.Problem(yaml.Root, $"'{id}' has no '{field}'; add it.");
        }
    }

    private static void ReadTemplates(YamlFile yaml, YamlMappingNode section, Dictionary<string, ReferralTemplate> templates)
    {
        foreach (var (key, value) in section.Children)
        {
            if (value is not YamlMappingNode template || yaml.Required(template, "headline") is not { } headline)
            {
                yaml.Problem(key, "a template has a 'headline' and 'lines'; write it as its neighbours are written.");
                continue;
            }

            yaml.Known(template, "headline", "lines");
            templates[((YamlScalarNode)key).Value!] = new ReferralTemplate(headline, [.. YamlFile.List(template, "lines")]);
        }
    }

    private static FrozenDictionary<string, string> ReadCategory(YamlFile yaml, YamlNode key, YamlNode value)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (value is not YamlMappingNode category)
        {
            yaml.Problem(key, "this has no fields; write 'sign', 'call' and 'say' below it.");
            return FrozenDictionary<string, string>.Empty;
        }

        yaml.Known(category, [.. Fields, .. Tiers]);
        ReadFields("", category);
        foreach (var tier in Tiers)
        {
            if (YamlFile.Child(category, tier) is not YamlMappingNode own)
                continue;
            yaml.Known(own, Fields);
            ReadFields(tier + ".", own);
        }

        return fields.ToFrozenDictionary(StringComparer.Ordinal);

        void ReadFields(string prefix, YamlMappingNode node)
        {
            foreach (var field in Fields)
            {
                if (YamlFile.Optional(node, field) is { } text)
                    fields[prefix + field] = text;
            }
        }
    }

    // Nested names are joined by dots.
    private static void ReadPhrases(YamlFile yaml, string name, YamlNode value, Dictionary<string, string> phrases)
    {
        switch (value)
        {
            case YamlScalarNode { Value: { Length: > 0 } text }:
                phrases[name] = text.Trim();
                break;
            case YamlMappingNode section:
                foreach (var (key, child) in section.Children)
                    ReadPhrases(yaml, $"{name}.{((YamlScalarNode)key).Value}", child, phrases);
                break;
            default:
                yaml.Problem(value, $"'{name}' is not a text; write 'name: …'.");
                break;
        }
    }
}
