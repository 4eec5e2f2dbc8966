using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BackCare.Passages;
using BackCare.Safety.Signs;

namespace BackCare.Safety;

/// <summary>Reads the rules of a corpus folder: <c>signs/</c>, <c>red-flags/</c>, <c>cautions.yaml</c>.</summary>
public static partial class RedFlagReader
{
    /// <summary>The rules, and every problem found in them: rules with problems must not be used.</summary>
    /// <param name="folder">The corpus.</param>
    public static (RedFlagRules Rules, IReadOnlyList<CorpusProblem> Problems) Read(string folder)
    {
        List<CorpusProblem> problems = [];
        List<Definition> definitions = [];
        List<(string Id, bool History, string File, int Line)> signs = [];
        List<(RuleFile File, string Text, int Line)> conditions = [];

        foreach (var file in Files(folder, "signs", problems))
        {
            AddDefinitions(file, definitions, watched: file.Name is "signs/context.yaml" or "signs/conversation.yaml");
            AddSigns(file, definitions, signs);
        }

        var categories = ImmutableArray.CreateBuilder<RedFlagRule>();
        foreach (var file in Files(folder, "red-flags", problems))
        {
            AddDefinitions(file, definitions, watched: false);
            AddSigns(file, definitions, signs);
            categories.Add(Category(file, conditions));
        }

        var cautions = new List<(Caution, Condition)>();
        var heals = new HashSet<string>(StringComparer.Ordinal);
        if (File.Exists(Path.Combine(folder, "cautions.yaml")))
        {
            foreach (var item in RuleFile.Read(folder, "cautions.yaml", problems).List("cautions"))
            {
                var id = item.Required("id");
                definitions.Add(new Definition(id, item.Name, item.Items("words"), true));
                signs.Add((id, true, item.Name, item.Start));
                if (item.Text("heals") is "true")
                    heals.Add(id);
                else if (item.Text("heals") is { } word and not "false")
                    item.Problem(item.Line("heals"), $"'{word}' is no value of 'heals'; write true or false.");
                if (ReadCondition(item, item.Text("when") ?? id, item.Start, conditions) is { } when)
                    cautions.Add((ReadCaution(item, id), when));
            }
        }

        var questions = new List<RuleFile>();
        if (File.Exists(Path.Combine(folder, "questions.yaml")))
        {
            questions.AddRange(RuleFile.Read(folder, "questions.yaml", problems).List("questions"));
            definitions.AddRange(questions.Select(item => new Definition("answer-" + item.Text("id"), item.Name, item.Items("harmless"), true)));
        }

        var grammar = Grammar.Compile(definitions, problems);
        var used = conditions.SelectMany(condition => Condition.Parse(condition.Text).Signs).ToHashSet(StringComparer.Ordinal);
        var fires = categories.SelectMany(rule => rule.Fires).ToList();
        var crisis = fires.Where(fire => fire.Urgency == Urgency.Crisis).SelectMany(fire => fire.When.Groups).SelectMany(group => group.Signs).ToHashSet(StringComparer.Ordinal);
        var alarming = fires.Where(fire => fire.When.Groups is [(1, _)]).SelectMany(fire => fire.When.Groups[0].Signs).ToHashSet(StringComparer.Ordinal);
        var known = signs.Select(sign => sign.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (file, text, line) in conditions)
        {
            foreach (var sign in Condition.Parse(text).Signs.Where(sign => !known.Contains(sign)))
                problems.Add(new CorpusProblem(file.Name, line, $"'{sign}' is not a sign; define it under 'signs' or 'history', or correct the name."));
        }

        var rules = new RedFlagRules(
            grammar,
            [.. signs.Where(sign => used.Contains(sign.Id)).Select(sign => new Sign(sign.Id, grammar.Id(sign.Id), sign.History, crisis.Contains(sign.Id), alarming.Contains(sign.Id), heals.Contains(sign.Id))).Where(sign => sign.Concept > 0)],
            categories.ToImmutable(),
            cautions,
            questions.Select(item => ReadQuestion(item, grammar)).ToDictionary(question => question.Id, StringComparer.Ordinal));
        return (rules, problems);
    }

    private static IEnumerable<RuleFile> Files(string folder, string part, List<CorpusProblem> problems)
    {
        var path = Path.Combine(folder, part);
        if (!Directory.Exists(path))
        {
            problems.Add(new CorpusProblem(part, 1, "the folder is missing; without it nothing is screened."));
            return [];
        }

        return [.. Directory.EnumerateFiles(path, "*.yaml").Order(StringComparer.Ordinal)
            .Select(file => RuleFile.Read(folder, part + "/" + Path.GetFileName(file), problems))];
    }

    private static void AddDefinitions(RuleFile file, List<Definition> definitions, bool watched) =>
        definitions.AddRange(file.Entries("words").Select(entry => new Definition(entry.Name, file.Name, entry.Items, watched) { Strict = Strict.Contains(entry.Name) }));

    private static void AddSigns(RuleFile file, List<Definition> definitions, List<(string, bool, string, int)> signs)
    {
        foreach (var (key, history) in (ReadOnlySpan<(string, bool)>)[("signs", false), ("history", true)])
        {
            foreach (var (name, items) in file.Entries(key))
            {
                definitions.Add(new Definition(name, file.Name, items, true));
                signs.Add((name, history, file.Name, items is [var (_, line), ..] ? line : file.Line(key)));
            }
        }
    }

    private static readonly HashSet<string> Strict = ["idiom", "long-ago", "weeks-ago", "general", "suppose", "not-them", "not-them-last", "ask-card", "quoted-text"];

    private static RedFlagRule Category(RuleFile file, List<(RuleFile, string, int)> conditions)
    {
        var id = file.Required("id");
        if (id.Length > 0 && Path.GetFileNameWithoutExtension(file.Name) != id)
            file.Problem(file.Line("id"), $"the id '{id}' isn't the file's name; make them alike.");
        var urgency = ReadUrgency(file, file.Required("urgency"), file.Line("urgency"));
        List<(Urgency, Condition)> fires = [];
        List<(string, Condition)> asks = [];
        foreach (var (name, items) in file.Entries("fires"))
        {
            foreach (var (text, line) in items)
            {
                if (ReadCondition(file, text, line, conditions) is not { } condition)
                    continue;
                if (name.StartsWith('Q'))
                    asks.Add((name, condition));
                else
                    fires.Add((ReadUrgency(file, name, line), condition));
            }
        }

        if (fires.Count == 0)
            file.Problem(file.Line("fires"), "nothing fires it; add conditions under 'fires'.");
        var examples = file.Lines("examples").Select(line => Example(file, line.Text, line.Line, urgency)).OfType<RuleExample>().ToImmutableArray();
        if (!examples.Any(example => example.Fires) || examples.All(example => example.Fires))
            file.Problem(file.Line("examples"), "examples of both kinds are needed: '+' lines that must fire and '-' lines that must not.");
        return new RedFlagRule(id, file.Required("name"), urgency, file.Required("source"), file.Name)
        {
            ReviewedBy = file.Text("reviewed-by"),
            ReviewedOn = file.Text("reviewed-on"),
            Fires = fires,
            Asks = asks,
            Examples = examples,
        };
    }

    private static Condition? ReadCondition(RuleFile file, string text, int line, List<(RuleFile, string, int)> conditions)
    {
        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        text = comment >= 0 ? text[..comment] : text;
        try
        {
            var condition = Condition.Parse(text);
            conditions.Add((file, text, line));
            return condition;
        }
        catch (FormatException wrong)
        {
            file.Problem(line, $"the condition '{text}' can't be read: {wrong.Message}.");
            return null;
        }
    }

    private static Urgency ReadUrgency(RuleFile file, string word, int line)
    {
        switch (word)
        {
            case "emergency" or "emergency-now":
                return Urgency.Emergency;
            case "crisis":
                return Urgency.Crisis;
            case "urgent" or "same-day":
                return Urgency.Urgent;
            case "soon":
                return Urgency.Soon;
            default:
                file.Problem(line, $"'{word}' is no urgency; use emergency, crisis, urgent or soon.");
                return Urgency.Emergency;
        }
    }

    private static RuleExample? Example(RuleFile file, string line, int at, Urgency urgency)
    {
        if (line is ['+', ' ', .. var fires])
        {
            var tier = Tier().Match(fires);
            return new RuleExample(
                tier.Success ? fires[..tier.Index].TrimEnd() : fires, true, tier.Success ? ReadUrgency(file, tier.Groups[1].Value, at) : urgency, null, at);
        }

        if (line is ['-', ' ', .. var spared] && spared.LastIndexOf("=>", StringComparison.Ordinal) is >= 0 and var arrow)
            return new RuleExample(spared[..arrow].TrimEnd(), false, urgency, spared[(arrow + 2)..].Trim(), at);
        file.Problem(at, $"'{line}' is no example; write '+ text', '+ text [urgency]' or '- text => none'.");
        return null;
    }

    private static Caution ReadCaution(RuleFile item, string id)
    {
        var handling = item.Required("handling") switch
        {
            "Q" => CautionHandling.Quote,
            "QG" => CautionHandling.GeneralOnly,
            "ASK" => CautionHandling.AskFirst,
            var other => Unknown(other),
        };
        item.Required("source");
        return new Caution(id, item.Required("text"), handling, item.Required("scope")) { Beside = [.. item.Items("beside").Select(passage => passage.Text)] };

        CautionHandling Unknown(string word)
        {
            item.Problem(item.Line("handling"), $"'{word}' is no handling; use Q, QG or ASK.");
            return CautionHandling.AskFirst;
        }
    }

    private static Question ReadQuestion(RuleFile item, Grammar grammar)
    {
        var id = item.Required("id");
        return new Question(
            id,
            new RedFlag(item.Required("flag"), ReadUrgency(item, item.Required("urgency"), item.Line("urgency"))),
            grammar.Id("answer-" + id),
            item.Text("before") ?? "");
    }

    [GeneratedRegex(@"\s*\[([a-z-]+)\]$")]
    private static partial Regex Tier();
}
