using System.Collections.Immutable;
using System.Globalization;
using BackCare.Passages;
using YamlDotNet.RepresentationModel;

namespace BackCare.Replies;

/// <summary>Reads <c>numbers.yaml</c>.</summary>
public static class NumbersReader
{
    private const string FileName = "numbers.yaml";

    private static readonly string[] Kinds = ["emergency", "urgent", "crisis", "abuse", "poison"];

    /// <summary>Everything that can be read; what can't is in <paramref name="problems"/>.</summary>
    public static Numbers Read(string folder, List<CorpusProblem> problems)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            problems.Add(new CorpusProblem(FileName, 0, $"the file is missing from '{folder}'; it holds the telephone numbers by country."));
            return Nothing;
        }

        return YamlFile.Parse(FileName, File.ReadAllText(path), problems) is { } yaml ? Read(yaml) : Nothing;
    }

    private static Numbers Nothing => new(ImmutableDictionary<string, LocalNumbers>.Empty, new LocalNumbers("", "", [], "", []), []);

    private static Numbers Read(YamlFile yaml)
    {
        yaml.Known(yaml.Root, "labels", "unknown", "no-crisis-line", "countries");
        var noCrisisLine = yaml.Required(yaml.Root, "no-crisis-line") ?? "";
        if (YamlFile.Child(yaml.Root, "labels") is not YamlMappingNode labels
            || YamlFile.Child(yaml.Root, "unknown") is not YamlMappingNode unknown
            || YamlFile.Child(yaml.Root, "countries") is not YamlMappingNode countries)
        {
            yaml.Problem(yaml.Root, "'labels', 'unknown' and 'countries' are needed, each with lines below it; one is missing.");
            return Nothing;
        }

        var byRegion = new Dictionary<string, LocalNumbers>(StringComparer.Ordinal);
        var shown = new Dictionary<(string Country, string Kind), ImmutableArray<HelpLine>>();
        var all = ImmutableArray.CreateBuilder<HelpLine>();
        foreach (var (key, value) in countries.Children)
        {
            if (value is not YamlMappingNode country || ((YamlScalarNode)key).Value is not { Length: > 0 } id)
            {
                yaml.Problem(key, "this is not a country with lines below it; write it as its neighbours are written.");
                continue;
            }

            yaml.Known(country, ["name", "regions", "not-seen-today", .. Kinds]);
            var name = yaml.Required(country, "name") ?? id;
            foreach (var kind in Kinds)
            {
                var lines = ReadLines(yaml, country, kind, name, YamlFile.Optional(labels, kind) ?? kind);
                all.AddRange(lines);
                shown[(id, kind)] = [.. lines.Where(line => line.IsShown)];
            }

            if (shown[(id, "emergency")].IsEmpty)
                continue;
            var numbers = Local(shown, id, name, YamlFile.Optional(country, "not-seen-today"), noCrisisLine);
            foreach (var region in YamlFile.List(country, "regions").DefaultIfEmpty(id))
                byRegion[region] = numbers;
        }

        return new Numbers(byRegion, Unknown(yaml, unknown, shown), all.ToImmutable());
    }

    private static LocalNumbers Local(Dictionary<(string, string), ImmutableArray<HelpLine>> shown, string id, string name, string? notSeenToday, string noCrisisLine)
    {
        var emergency = shown[(id, "emergency")];
        var crisis = shown[(id, "crisis")].FirstOrDefault();

        var inOneLine = $"{string.Join(" or ", emergency.Select(line => line.Number))} ({name})";

        return new LocalNumbers(
            inOneLine,
            inOneLine,
            [.. emergency.Select(line => line.Phone)],
            crisis?.InCountry ?? noCrisisLine,
            crisis is null ? [] : [crisis.Phone])
        {
            Urgent = shown[(id, "urgent")].FirstOrDefault(),
            NotSeenToday = notSeenToday,
            Abuse = shown[(id, "abuse")].FirstOrDefault(),
            Poison = shown[(id, "poison")].FirstOrDefault(),
        };
    }

    private static LocalNumbers Unknown(YamlFile yaml, YamlMappingNode unknown, Dictionary<(string, string), ImmutableArray<HelpLine>> shown)
    {
        yaml.Known(unknown, "emergency", "emergency-say", "crisis", "crisis-say");
        var emergency = First("emergency");
        var crisis = First("crisis");
        var numbers = emergency.Select(line => line.Number).ToArray();
        var inOneLine = numbers is [.. var most, var last] ? $"{string.Join(", ", most)} or {last}" : "";

        return new LocalNumbers(
            (yaml.Required(unknown, "emergency-say") ?? "").Replace("{numbers}", inOneLine, StringComparison.Ordinal),
            inOneLine,
            [.. emergency.Select(line => line.Phone)],
            (yaml.Required(unknown, "crisis-say") ?? "").Replace("{numbers}", string.Join(", ", crisis.Select(line => $"{line.Number} ({line.Country})")), StringComparison.Ordinal),
            [.. crisis.Select(line => line.Phone)]);

        HelpLine[] First(string kind)
        {
            var lines = new List<HelpLine>();
            foreach (var id in YamlFile.List(unknown, kind))
            {
                if (shown.GetValueOrDefault((id, kind)) is { IsDefaultOrEmpty: false } found)
                    lines.Add(found[0]);
                else
                    yaml.Problem(unknown, $"'{kind}' names '{id}', which has no {kind} line that may be shown; take it out, or correct the name.");
            }

            return [.. lines];
        }
    }

    private static List<HelpLine> ReadLines(YamlFile yaml, YamlMappingNode country, string kind, string countryName, string label)
    {
        var lines = new List<HelpLine>();
        if (YamlFile.Child(country, kind) is not { } node)
            return lines;
        if (node is not YamlSequenceNode list)
        {
            yaml.Problem(node, $"'{kind}' is not a list; write lines that begin with '- '.");
            return lines;
        }

        foreach (var item in list.OfType<YamlMappingNode>())
        {
            yaml.Known(item, "number", "name", "say", "confidence", "hours", "source", "verified-on");
            if (yaml.Required(item, "number") is not { } number || yaml.Required(item, "source") is not { } source || yaml.Required(item, "confidence") is not { } confidence)
                continue;
            if (confidence is not ("high" or "check"))
                yaml.Problem(item, $"confidence is '{confidence}'; write 'high' or 'check'.");
            if (!number.Any(char.IsAsciiDigit))
                yaml.Problem(item, $"'{number}' has no digit; write the number as people read it.");

            var name = YamlFile.Optional(item, "name") is { Length: > 0 } own ? own : label;
            var say = YamlFile.Optional(item, "say") is { Length: > 0 } words ? words : number;
            lines.Add(new HelpLine(number, $"{name} ({countryName})", say, countryName, confidence == "high", source, VerifiedOn(yaml, item), (int)item.Start.Line));
        }

        return lines;
    }

    private static DateOnly? VerifiedOn(YamlFile yaml, YamlMappingNode item)
    {
        if (YamlFile.Optional(item, "verified-on") is not { Length: > 0 } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;

        yaml.Problem(item, $"verified-on is '{text}'; write a day such as 2026-01-31, or nothing.");
        return null;
    }
}
