using BackCare.Analysis;
using BackCare.Passages;

namespace BackCare.Safety.Signs;

/// <summary>A concept as a rule file defines it: its name, its forms, and where they stand.</summary>
/// <param name="Watched">Whether its mentions are looked at themselves, not only as parts of others.</param>
internal sealed record Definition(string Name, string File, IReadOnlyList<(string Text, int Line)> Forms, bool Watched)
{
    /// <summary>Whether its words must stand side by side where no gap is written: manners of speaking, triggers of context.</summary>
    public bool Strict { get; init; }
}

/// <summary>All concepts, compiled: which words mean which, and which parts make up which, the parts first.</summary>
internal sealed class Grammar
{
    private readonly Dictionary<string, int[]> leaves;
    private readonly Dictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> leavesBySpan;
    private readonly Misspellings misspellings;
    private readonly int[] firstAnchored;
    private readonly int[] anchored;

    private Grammar(Dictionary<string, int[]> leaves, List<List<Form>> forms, (double, double, int)[] ranges, IReadOnlyDictionary<string, int> ids, int[] watched)
    {
        this.leaves = leaves;
        leavesBySpan = leaves.GetAlternateLookup<ReadOnlySpan<char>>();
        Concepts = forms.Count;
        Forms = [.. forms.SelectMany((list, owner) => list.Select(form => Owned(form, owner)))];
        SecondParts = [.. Forms.Select(form => form.Second)];
        (firstAnchored, anchored) = ByAnchor();
        Ranges = ranges;
        Ids = ids;
        Watched = watched;
        misspellings = new Misspellings(leaves.Keys);
        SpeltRight = Id("spelt-right");
    }

    /// <summary>How many concepts there are; their ids are below.</summary>
    public int Concepts { get; }

    /// <summary>All forms of more than one word, by their owner's id, which is higher than those of its parts.</summary>
    public Form[] Forms { get; }

    /// <summary>For each form, the part that is rarest next to its anchor: most forms are ruled out by it.</summary>
    public int[] SecondParts { get; }

    /// <summary>Which forms can match only where a concept is said, by the concept's id.</summary>
    public ReadOnlySpan<int> FormsAt(int concept) => anchored.AsSpan(firstAnchored[concept]..firstAnchored[concept + 1]);

    /// <summary>Ranges of numbers, with the concept each stands for.</summary>
    public (double Least, double Most, int Id)[] Ranges { get; }

    /// <summary>Ids of the named concepts.</summary>
    public IReadOnlyDictionary<string, int> Ids { get; }

    /// <summary>The concepts whose mentions are looked at themselves, in order.</summary>
    public int[] Watched { get; }

    /// <summary>The concept of words that no list of English has, and that are no misspellings all the same.</summary>
    public int SpeltRight { get; }

    /// <summary>The id of a concept; 0, which nothing matches, for a name that isn't defined.</summary>
    public int Id(string name) => Ids.GetValueOrDefault(name);

    /// <summary>The concepts that a word is a form of by itself; null for none.</summary>
    public int[]? Leaves(string word) => leaves.GetValueOrDefault(word);

    /// <summary>The concepts that a word is a form of by itself; null for none.</summary>
    public int[]? Leaves(ReadOnlySpan<char> word) => leavesBySpan.TryGetValue(word, out var ids) ? ids : null;

    /// <summary>The concepts that an unknown word may have been meant as.</summary>
    public int[]? Meant(string word)
    {
        var words = misspellings.Of(word);
        return words.Count == 0 ? null : [.. words.SelectMany(found => leaves[found]).Distinct()];
    }

    /// <summary>The rule words that an unknown word may have been meant as; none when nothing is near.</summary>
    public IReadOnlyList<string> MeantWords(string word) => misspellings.Of(word);

    /// <summary>Compiles definitions, adding a problem for each that can't be.</summary>
    public static Grammar Compile(IReadOnlyList<Definition> definitions, List<CorpusProblem> problems) =>
        new Compiler(definitions, problems).Compile();

    private (int[] First, int[] Forms) ByAnchor()
    {
        var first = new int[Concepts + 1];
        foreach (var form in Forms)
            first[form.Anchor + 1]++;
        for (var concept = 0; concept < Concepts; concept++)
            first[concept + 1] += first[concept];
        return (first, [.. Forms.Index().OrderBy(pair => pair.Item.Anchor).Select(pair => pair.Index)]);
    }

    private static Form Owned(Form form, int owner)
    {
        form.Owner = owner;
        return form;
    }

    private sealed class Compiler(IReadOnlyList<Definition> definitions, List<CorpusProblem> problems)
    {
        private readonly Dictionary<string, Definition> byName = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
        private readonly HashSet<string> inProgress = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<int>> leaves = new(StringComparer.Ordinal);
        private readonly List<List<Form>> forms = [[]];
        // How often a concept is likely to be said: the form is looked for where its rarest part is.
        private readonly List<double> weight = [0];
        private readonly List<(double, double, int)> ranges = [];

        public Grammar Compile()
        {
            foreach (var definition in definitions)
            {
                if (!byName.TryAdd(definition.Name, definition))
                    problems.Add(new CorpusProblem(definition.File, definition.Forms.Count > 0 ? definition.Forms[0].Line : 1, $"'{definition.Name}' is defined twice; rename one of the two."));
            }

            foreach (var definition in definitions)
                Named(definition.Name);
            return new Grammar(
                leaves.ToDictionary(pair => pair.Key, pair => pair.Value.Distinct().ToArray(), StringComparer.Ordinal),
                forms,
                [.. ranges],
                ids.Where(pair => byName.ContainsKey(pair.Key)).ToDictionary(StringComparer.Ordinal),
                [.. definitions.Where(definition => definition.Watched && ids.ContainsKey(definition.Name)).Select(definition => ids[definition.Name]).Order()]);
        }

        private int? Named(string name)
        {
            if (ids.TryGetValue(name, out var known))
                return known;
            if (!byName.TryGetValue(name, out var definition) || !inProgress.Add(name))
                return null;
            List<int> words = [];
            List<Form> compound = [];
            foreach (var (text, line) in definition.Forms)
            {
                try
                {
                    foreach (var items in FormSyntax.Read(text))
                        Add(items, words, compound, definition.Strict);
                }
                catch (FormatException wrong)
                {
                    problems.Add(new CorpusProblem(definition.File, line, $"'{text}' of '{name}' can't be read: {wrong.Message}; see corpus/README.md for how a form is written."));
                }
            }

            inProgress.Remove(name);
            return NewId(name, words, compound);
        }

        // The id is given last, so that it is higher than those of the parts. Words are kept apart until then, as indexes into a list.
        private int NewId(string key, List<int> words, List<Form> compound)
        {
            var id = forms.Count;
            ids[key] = id;
            forms.Add(compound);
            weight.Add(words.Sum(word => 1.0 / ((EnglishWords.Rank(vocabulary[word]) ?? 30_000) + 5)) + compound.Sum(form => form.Parts.Min(part => weight[part])));
            foreach (var word in words)
                Leaf(vocabulary[word], id);
            return id;
        }

        private readonly List<string> vocabulary = [];

        private void Add(IReadOnlyList<FormSyntax.Item> items, List<int> words, List<Form> compound, bool strict = false)
        {
            if (items is [{ Node: FormSyntax.Word single }])
            {
                foreach (var form in single.Exact ? [single.Text] : Inflections.Of(single.Text))
                {
                    words.Add(vocabulary.Count);
                    vocabulary.Add(form);
                }

                return;
            }

            var not = 0;
            List<int> parts = [];
            List<Gap> gaps = [];
            foreach (var item in items)
            {
                var id = Part(item.Node);
                if (item.Negative)
                {
                    not = id;
                    continue;
                }

                parts.Add(id);
                gaps.Add(item.Gap);
            }

            if (parts.Count == 0)
                throw new FormatException("a form can't be only what must not follow");
            var anchor = parts.MinBy(part => weight[part]);
            compound.Add(new Form([.. parts], [.. gaps], anchor, not) { Second = parts.Where(part => part != anchor).DefaultIfEmpty(anchor).MinBy(part => weight[part]), Strict = strict });
        }

        private int Part(FormSyntax.Node node)
        {
            switch (node)
            {
                case FormSyntax.Class(var name):
                    return Named(name) ?? throw new FormatException($"'{{{name}}}' is not defined, or is made of itself");
                case FormSyntax.Word(var text, var exact):
                    var key = exact ? "=" + text : "'" + text;
                    if (ids.TryGetValue(key, out var known))
                        return known;
                    List<int> words = [];
                    Add([new FormSyntax.Item(node, default, false)], words, []);
                    return NewId(key, words, []);
                case FormSyntax.Range(var least, var most):
                    var rangeKey = $"<{least}-{most}>";
                    if (ids.TryGetValue(rangeKey, out var range))
                        return range;
                    var id = NewId(rangeKey, [], []);
                    weight[id] = 0.02;
                    ranges.Add((least, most, id));
                    return id;
                case FormSyntax.Choice(var written, var choices):
                    if (ids.TryGetValue(written, out var choice))
                        return choice;
                    List<int> single = [];
                    List<Form> compound = [];
                    foreach (var items in choices)
                        Add(items, single, compound);
                    return NewId(written, single, compound);
                default:
                    throw new FormatException("an unknown part");
            }
        }

        private void Leaf(string word, int id)
        {
            if (!leaves.TryGetValue(word, out var list))
                leaves[word] = list = [];
            list.Add(id);
        }
    }
}
