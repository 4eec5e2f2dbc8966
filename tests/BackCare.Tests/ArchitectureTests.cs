using System.Reflection;
using System.Text.RegularExpressions;
using BackCare.Channels;
using BackCare.Safety;
using BackCare.Tests.Support;

namespace BackCare.Tests;

/// <summary>The arrows of ARCHITECTURE.md: who may know whom, and that nothing gets past the screen.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Assembly Medicine = typeof(Assistant).Assembly;
    private static readonly Assembly Protocol = typeof(IBot).Assembly;

    // What each folder of BackCare may know besides itself; the root (Assistant, Turn, Memory) knows them all. Readers of each folder report problems of the
    // corpus and read YAML with what Passages has for it, so Passages lies below everything.
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["BackCare.Analysis"] = ["BackCare.Passages"],
        ["BackCare.Passages"] = [],
        ["BackCare.Safety"] = ["BackCare.Analysis", "BackCare.Passages"],
        ["BackCare.Retrieval"] = ["BackCare.Analysis", "BackCare.Passages"],
        ["BackCare.Replies"] = ["BackCare.Retrieval", "BackCare.Safety", "BackCare.Passages", "BackCare.Analysis"],
    };

    [Fact]
    public void Medicine_does_not_know_the_protocol_and_the_protocol_does_not_know_medicine()
    {
        Known(Medicine).ShouldNotContain("BackCare.Channels");
        Known(Protocol).ShouldNotContain("BackCare");
    }

    [Fact]
    public void Medicine_knows_neither_web_nor_storage_nor_network()
    {
        Known(Medicine).Where(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name is "BackCare.Storage" or "BackCare.Web" or "System.Net.Http" or "System.Net.Sockets").ShouldBeEmpty();
    }

    [Fact]
    public void Storage_knows_neither_side()
    {
        Known(Assembly.Load("BackCare.Storage")).Where(name => name is "BackCare" or "BackCare.Channels" or "BackCare.Web").ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_web_host_and_the_command_line_know_medicine()
    {
        Known(Assembly.Load("BackCare.Web")).ShouldContain("BackCare");
        Known(Assembly.Load("BackCare.Cli")).ShouldNotContain("BackCare.Channels");
    }

    [Fact]
    public void Inside_medicine_each_folder_knows_only_those_it_rests_on()
    {
        var wrong = from type in Medicine.GetTypes()
                    let own = FolderOf(type)
                    where own is not null
                    from known in Mentioned(type).Select(FolderOf).OfType<string>().Distinct()
                    where known != own && !Arrows[own].Contains(known)
                    select $"{type.FullName} knows {known}";

        wrong.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void The_sources_of_each_folder_use_only_what_it_rests_on()
    {
        var wrong = from file in Sources("src/BackCare")
                    let folder = Path.GetRelativePath(Path.Combine(Repository.Root, "src", "BackCare"), file).Split(Path.DirectorySeparatorChar)
                    where folder.Length > 1 && Arrows.ContainsKey("BackCare." + folder[0])
                    let own = "BackCare." + folder[0]
                    from Match used in Using().Matches(File.ReadAllText(file))
                    let known = Arrows.Keys.FirstOrDefault(name => used.Groups[1].Value == name || used.Groups[1].Value.StartsWith(name + ".", StringComparison.Ordinal))
                    where known is not null && known != own && !Arrows[own].Contains(known)
                    select $"{Path.GetFileName(file)} uses {known}";

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_outside_can_make_a_Clear()
    {
        typeof(Screening.Clear).GetConstructors(BindingFlags.Public | BindingFlags.Instance).ShouldBeEmpty();
        typeof(Screening).GetConstructors(BindingFlags.NonPublic | BindingFlags.Instance).ShouldAllBe(constructor => constructor.IsPrivate || constructor.IsFamily);
    }

    [Fact]
    public void Only_the_screen_makes_a_Clear()
    {
        var makers = Sources("src").Where(file => MakesClear().IsMatch(File.ReadAllText(file))).Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'));

        makers.ShouldBe(["src/BackCare/Safety/RedFlagScreen.cs"]);
    }

    [Fact]
    public void An_answer_is_composed_nowhere_but_beside_a_Clear()
    {
        var composers = Sources("src").Where(file => MakesAnswer().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName);

        composers.ShouldBe(["ReplyComposer.cs"]);
        typeof(BackCare.Replies.ReplyComposer).GetMethods()
            .Where(method => method.Name is "Answer" or "Withhold" or "None" or "Talk")
            .ShouldAllBe(method => method.GetParameters()[0].ParameterType == typeof(Screening.Clear));
    }

    [Fact]
    public void Banned_symbols_are_not_used()
    {
        var used = from ban in Bans()
                   from file in Sources(ban.Where)
                   where !ban.Except.Any(except => file.Replace('\\', '/').Contains(except, StringComparison.Ordinal))
                   where File.ReadLines(file).Any(line => line.Contains(ban.Symbol, StringComparison.Ordinal))
                   select $"{Path.GetRelativePath(Repository.Root, file)}: {ban.Symbol} is banned; {ban.Instead}";

        used.ShouldBeEmpty();
    }

    [Fact]
    public void Words_for_people_stand_in_the_corpus_and_not_in_code()
    {
        // A sentence in straight or raw quotes that speaks to the person. Problems of the corpus and exceptions speak to the editor.
        var sentences = from file in Sources("src/BackCare/Replies").Concat(Sources("src/BackCare/Safety")).Concat(Sources("src/BackCare/Retrieval"))
                        from line in File.ReadLines(file)
                        where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                        from Match text in Text().Matches(line)
                        where SpeaksToThePerson().IsMatch(text.Value)
                        select $"{Path.GetFileName(file)}: {text.Value}";

        sentences.ShouldBeEmpty();
    }

    private static IEnumerable<string> Known(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);

    private static string? FolderOf(Type type) =>
        Arrows.Keys.FirstOrDefault(name => type.Namespace == name || type.Namespace?.StartsWith(name + ".", StringComparison.Ordinal) == true);

    // Fields, properties, parameters, results and the base: what a type shows of whom it knows.
    private static IEnumerable<Type> Mentioned(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var mentioned = type.GetFields(all).Select(field => field.FieldType)
            .Concat(type.GetMethods(all).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)))
            .Concat(type.GetConstructors(all).SelectMany(constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType)))
            .Concat(type.GetInterfaces());

        return (type.BaseType is { } from ? mentioned.Append(from) : mentioned).SelectMany(Parts);
    }

    private static IEnumerable<Type> Parts(Type type) => type switch
    {
        { HasElementType: true } => Parts(type.GetElementType()!),
        { IsGenericType: true } => type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()),
        _ => [type],
    };

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<(string Symbol, string Where, string[] Except, string Instead)> Bans() =>
        from line in File.ReadLines(Path.Combine(Repository.Root, "BannedSymbols.txt"))
        where line.Length > 0 && line[0] != '#'
        let parts = line.Split(';', StringSplitOptions.TrimEntries)
        select (parts[0], parts[1], parts[2].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), parts[3]);

    [GeneratedRegex(@"^using (?:static )?(BackCare\.[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"new (?:Screening\.)?Clear\(")]
    private static partial Regex MakesClear();

    [GeneratedRegex(@"new (?:Reply\.)?Answer\(")]
    private static partial Regex MakesAnswer();

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Text();

    [GeneratedRegex(@"\b(?:[Pp]lease|[Yy]our? \w+|I am|I'm|I can't|Get help|Call)\b.* .* ")]
    private static partial Regex SpeaksToThePerson();
}
