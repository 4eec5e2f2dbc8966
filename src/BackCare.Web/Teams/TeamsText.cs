using System.Net;
using System.Text.RegularExpressions;
using BackCare.Channels.Activities;

namespace BackCare.Web.Teams;

/// <summary>What a person wrote in Teams, without the @mention of the bot and without the markup of other mentions.</summary>
public static partial class TeamsText
{
    public static string Of(Activity activity)
    {
        var text = activity.Text ?? "";
        foreach (var mention in Mention.In(activity).Where(mention => mention.Mentioned.Id == activity.Recipient?.Id))
            text = Without(mention, text);

        // Other people's names stay: they may matter to what is asked ("@Kim can't feel her leg").
        text = OtherMention().Replace(text, " $1 ");

        return Spaces().Replace(WebUtility.HtmlDecode(text), " ").Trim();
    }

    // The entity's text is what should stand in the message; it is not always what does.
    private static string Without(Mention mention, string text)
    {
        if (mention.Text is { Length: > 0 } exact && text.Contains(exact, StringComparison.OrdinalIgnoreCase))
            return text.Replace(exact, " ", StringComparison.OrdinalIgnoreCase);

        return mention.Mentioned.Name is { Length: > 0 } name
            ? Regex.Replace(text, $@"<at[^>]*>\s*{Regex.Escape(name)}\s*</at>", " ", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)
            : text;
    }

    [GeneratedRegex("<at[^>]*>([^<]*)</at>", RegexOptions.IgnoreCase)]
    private static partial Regex OtherMention();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
