namespace BackCare.Passages;

/// <summary>YAML between two <c>---</c> lines at the head of a Markdown file.</summary>
internal static class FrontMatter
{
    /// <summary>The YAML, the body with white space around it trimmed, and the line the body begins on; null when there is no front matter.</summary>
    public static (string Front, string Body, int BodyLine)? Split(string text)
    {
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        if (!text.StartsWith("---\n", StringComparison.Ordinal))
            return null;

        var end = text.IndexOf("\n---\n", 3, StringComparison.Ordinal);
        if (end < 0)
            return null;

        var front = text[4..(end + 1)];
        return (front, text[(end + 5)..].Trim(), front.Count(character => character == '\n') + 3);
    }
}
