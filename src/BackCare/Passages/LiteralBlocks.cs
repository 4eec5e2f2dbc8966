using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BackCare.Passages;

/// <summary>
/// Loads YAML most of which are literal blocks (<c>name: |</c> and lines below): those are read here, line by line, and only the rest is left
/// to the parser, each line where it was. What isn't plain enough for that, and what is wrong, the parser reads as a whole.
/// </summary>
internal static class LiteralBlocks
{
    private const string Opening = ": |\n";

    // A break in YAML and elsewhere not, or white space that counts in another way.
    private static readonly System.Buffers.SearchValues<char> NotPlain = System.Buffers.SearchValues.Create("\r\t\u0085\u2028\u2029\uFEFF\0");

    /// <summary>The first node of the text; null when there is none.</summary>
    /// <exception cref="YamlException">It is no YAML.</exception>
    public static YamlNode? Load(string yaml)
    {
        if (!yaml.AsSpan().ContainsAny(NotPlain))
        {
            try
            {
                var (around, blocks) = Part(yaml);
                if (Parse(around) is { } root && Fill(root, blocks) == blocks.Count)
                    return root;
            }
            catch (YamlException)
            {
                // Read as a whole, it says where.
            }
        }

        return Parse(yaml);
    }

    private static YamlNode? Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents is [{ RootNode: var root }, ..] ? root : null;
    }

    /// <summary>The text with empty lines in place of blocks, and the blocks by the line of their opening.</summary>
    private static (string Around, Dictionary<long, string> Blocks) Part(string yaml)
    {
        var rest = new System.Text.StringBuilder(yaml.Length / 4);
        var blocks = new Dictionary<long, string>();
        var (line, at) = (1L, 0);
        while (at < yaml.Length)
        {
            var end = EndOfLine(yaml, at);
            rest.Append(yaml, at, end - at);
            if (yaml.AsSpan(at, end - at).EndsWith(Opening) && KeyAt(yaml, at) is { } outer && Block(yaml, end, outer) is var (text, lines, behind))
            {
                blocks[line] = text;
                rest.Append('\n', lines);
                line += lines;
                end = behind;
            }

            at = end;
            line++;
        }

        return (rest.ToString(), blocks);
    }

    /// <summary>The block that begins at a place, how many lines it has, and where it ends; null when it isn't plain.</summary>
    private static (string Text, int Lines, int End)? Block(string yaml, int start, int outer)
    {
        var indent = start < yaml.Length ? Indent(yaml, start) : 0;
        if (indent <= outer || yaml[start + indent] == '\n')
            return null;
        var text = new System.Text.StringBuilder();
        var (lines, kept, at) = (0, 0, start);
        while (at < yaml.Length)
        {
            var (end, white) = (EndOfLine(yaml, at), Indent(yaml, at));
            if (at + white == yaml.Length)
                return null;
            if (yaml[at + white] == '\n')
            {
                // White space deeper than the block belongs to its text.
                if (white > indent)
                    return null;
                text.Append('\n');
            }
            else if (white >= indent)
            {
                text.Append(yaml, at + indent, end - at - indent);
                kept = text.Length;
            }
            else if (white > outer)
            {
                return null;
            }
            else
            {
                break;
            }

            lines++;
            at = end;
        }

        return (text.ToString(0, kept), lines, at);
    }

    /// <summary>Puts the blocks where their openings are; how many were put.</summary>
    private static int Fill(YamlNode node, Dictionary<long, string> blocks)
    {
        switch (node)
        {
            case YamlScalarNode { Style: ScalarStyle.Literal } scalar when blocks.TryGetValue(scalar.Start.Line, out var text):
                scalar.Value = text;
                return 1;
            case YamlMappingNode mapping:
                return mapping.Children.Sum(pair => Fill(pair.Value, blocks));
            case YamlSequenceNode list:
                return list.Children.Sum(item => Fill(item, blocks));
            default:
                return 0;
        }
    }

    // Where a plain key begins in its line, an item of a list or not.
    private static int? KeyAt(string yaml, int at)
    {
        var key = Indent(yaml, at);
        while (yaml[at + key] == '-' && yaml[at + key + 1] == ' ')
            key += 1 + Indent(yaml, at + key + 1);
        return char.IsAsciiLetterOrDigit(yaml[at + key]) ? key : null;
    }

    // Behind the break.
    private static int EndOfLine(string yaml, int at) => yaml.IndexOf('\n', at) is >= 0 and var end ? end + 1 : yaml.Length;

    private static int Indent(string yaml, int at)
    {
        var end = at;
        while (end < yaml.Length && yaml[end] == ' ')
            end++;
        return end - at;
    }
}
