using System.Text;

namespace BackCare.Replies;

/// <summary>A reply as a person reads it, all of it, in plain text.</summary>
public static class ReplyText
{
    public static string Of(Reply reply) => reply switch
    {
        Reply.Answer answer => OfAnswer(answer),
        Reply.Withheld withheld => Paragraphs(withheld.Lines),
        Reply.Referral referral => Paragraphs([referral.Headline, .. referral.Lines]),
        Reply.NoPassage none => Paragraphs(none.Lines),
        Reply.Info info => Paragraphs(info.Lines),
        Reply.Clarify clarify => Paragraphs(clarify.Lines),
        Reply.SmallTalk talk => Paragraphs(talk.Lines),
        Reply.Help help => Paragraphs(help.Lines),
        _ => throw new InvalidOperationException($"No text for a reply of type {reply.GetType().Name}."),
    };

    private static string OfAnswer(Reply.Answer answer)
    {
        var text = new StringBuilder();

        foreach (var line in answer.Opening)
            text.Append(line).Append("\n\n");

        if (answer.DisagreementLine is { } disagreement)
            text.Append(disagreement).Append("\n\n");

        foreach (var quoted in answer.Passages)
        {
            text.Append('“').Append(quoted.Passage.Quote).Append("”\n");
            text.Append('[').Append(quoted.Number).Append("] ").Append(quoted.Passage.Source.Attribution).Append('\n');
            if (quoted.Passage.Note is { } note)
                text.Append(note).Append('\n');
            text.Append('\n');
        }

        return text.Append(answer.Disclaimer).ToString();
    }

    private static string Paragraphs(IEnumerable<string> lines) => string.Join("\n\n", lines);
}
