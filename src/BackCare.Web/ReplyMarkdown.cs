using System.Text;
using BackCare.Replies;

namespace BackCare.Web;

/// <summary>A reply in the Markdown that chat clients share: block quotes, bold, links, plain lines.</summary>
public static class ReplyMarkdown
{
    public static string Of(Reply reply) => reply switch
    {
        Reply.Answer answer => OfAnswer(answer),
        Reply.Referral referral => $"**{Escape(referral.Headline)}**{Paragraphs(referral.Lines)}",
        _ => Escape(ReplyText.Of(reply)),
    };

    private static string OfAnswer(Reply.Answer answer)
    {
        var text = new StringBuilder();
        foreach (var line in answer.Opening)
            text.Append("**").Append(Escape(line)).Append("**\n\n");
        if (answer.DisagreementLine is { } disagreement)
            text.Append("**").Append(Escape(disagreement)).Append("**\n\n");

        foreach (var quoted in answer.Passages)
        {
            text.Append("> “").Append(Escape(quoted.Passage.Quote)).Append("”\n\n");
            text.Append('[').Append(quoted.Number).Append("] ").Append(Escape(quoted.Passage.Source.Attribution)).Append("\n\n");
            if (quoted.Passage.Note is { } note)
                text.Append('_').Append(Escape(note)).Append("_\n\n");
        }

        return text.Append(Escape(answer.Disclaimer)).ToString();
    }

    private static string Paragraphs(IEnumerable<string> lines) => string.Concat(lines.Select(line => "\n\n" + Escape(line)));

    /// <summary>What could be read as Markdown or HTML is escaped: the words are shown as they stand.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            switch (character)
            {
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '*' or '_' or '`' or '\\' or '#' or '~' or '|':
                    escaped.Append('\\').Append(character);
                    break;
                default:
                    escaped.Append(character);
                    break;
            }
        }

        return escaped.ToString();
    }
}
