using BackCare.Passages;
using BackCare.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace BackCare.Tests.Passages;

public sealed class LiteralBlocksTests
{
    [Fact]
    public void Every_file_of_the_corpus_reads_as_the_parser_reads_it()
    {
        var texts = Directory.EnumerateFiles(Repository.Corpus, "*.yaml", SearchOption.AllDirectories).Select(File.ReadAllText)
            .Concat(Directory.EnumerateFiles(Repository.Corpus, "*.md", SearchOption.AllDirectories).Select(file => FrontMatter.Split(File.ReadAllText(file))?.Front ?? ""));

        foreach (var text in texts)
            Described(LiteralBlocks.Load(text)).ShouldBe(Described(Parsed(text)));
    }

    [Theory]
    [InlineData("a: |\n  one\n  two\nb: 3\n")]
    [InlineData("a: |\n  one\n\n\n  two\n\n\nb: |\n  three\n\n")]
    [InlineData("a: |\n  one\n    deeper\n  # no comment\n# a comment\nb: 1")]
    [InlineData("a: |\n  without an end")]
    [InlineData("a: |\nb: |\n")]
    [InlineData("a: |\n\n  begins empty\n")]
    [InlineData("a: |\n  one\n      \n  two\n")]
    [InlineData("list:\n  - id: |\n      one\n    b: 2\n  - c: |\n    d: 4\n")]
    [InlineData("- - a: |\n      one\n    b: |\n      two\n")]
    [InlineData("a: >\n  folded\n  b: |\n    three\nc: 1\n")]
    [InlineData("a: \"quoted\n  b: |\n    three\n  end\"\nc: 1\n")]
    [InlineData("a: plain\n  b c\nd: |\n  e\n...\n")]
    [InlineData("a: |\r\n  one\r\nb: 2\r\n")]
    [InlineData("a: |\n  one\ttab\n")]
    [InlineData("'a b': |\n  one\n")]
    [InlineData("a: |-\n  one\nb: |+\n  two\n\nc: |2\n   three\n")]
    [InlineData("")]
    public void What_is_written_otherwise_reads_as_the_parser_reads_it(string text) => Described(LiteralBlocks.Load(text)).ShouldBe(Described(Parsed(text)));

    [Theory]
    [InlineData("a: |\n  one\n two\n")]
    [InlineData("a: |\n  one\nb: [\n")]
    [InlineData("a: |\n  one\na: |\n  two\n")]
    public void What_is_wrong_is_wrong_in_the_same_place(string text)
    {
        var ours = Should.Throw<YamlDotNet.Core.YamlException>(() => LiteralBlocks.Load(text));
        var parsers = Should.Throw<YamlDotNet.Core.YamlException>(() => Parsed(text));

        (ours.Message, ours.Start).ShouldBe((parsers.Message, parsers.Start));
    }

    private static YamlNode? Parsed(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents is [{ RootNode: var root }, ..] ? root : null;
    }

    private static string Described(YamlNode? node) => node is null ? "" : node.Start.Line + " " + node switch
    {
        YamlScalarNode scalar => $"{scalar.Style} '{scalar.Value}'",
        YamlSequenceNode list => $"[{string.Join(", ", list.Children.Select(Described))}]",
        YamlMappingNode mapping => $"{{{string.Join(", ", mapping.Children.Select(pair => Described(pair.Key) + ": " + Described(pair.Value)))}}}",
        _ => "",
    };
}
