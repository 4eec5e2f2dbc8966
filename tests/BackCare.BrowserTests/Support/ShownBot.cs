using BackCare.Channels;
using BackCare.Channels.Activities;
using BackCare.Passages;
using BackCare.Replies;
using BackCare.Safety;
using BackCare.Web;

namespace BackCare.BrowserTests.Support;

/// <summary>Says what a test wants to see, as real replies: for looks that depend on the shape of a reply and not on its words.</summary>
public sealed class ShownBot : IBot
{
    private static readonly PhoneNumber[] Numbers = [new("Emergency (UK)", "999", "999"), new("Samaritans (UK), day and night", "116 123", "116123")];

    public BotTurn Answer(Activity activity, string? state)
    {
        if (activity.Type != ActivityTypes.Message)
            return new BotTurn([], state);
        if (activity.Text == "delete my data")
            return new BotTurn([activity.CreateReply("Deleted.")], null) { Forget = true };
        if (Of(activity.Text ?? "") is not { } reply)
            return new BotTurn([activity.CreateReply(activity.Text)], state);

        return new BotTurn([ReplyActivity.Of(reply, activity)], state);
    }

    private static Reply? Of(string text) => text switch
    {
        "emergency" => Refer(Urgency.Emergency, "Call 999 now."),
        "crisis" => Refer(Urgency.Crisis, "Please talk to someone now."),
        "urgent" => Refer(Urgency.Urgent, "Get medical advice today."),
        "soon" => Refer(Urgency.Soon, "See a doctor or physio before any massage."),
        "one" => Answer(1),
        "three" => Answer(3),
        "disagreement" => Answer(2) with { DisagreementLine = "The articles disagree on this. Here are both sides." },
        "caution" => Answer(1) with { Opening = ["You said that you take blood thinners. Ask your doctor before a massage, and have only light pressure."], Cautions = [new Caution("blood-thinners", "Ask first.", default, "massage")] },
        "withheld" => new Reply.Withheld(["One of the articles makes a claim about this. I don’t repeat it.", "Acting on it could hurt you.", "Please ask a doctor, physio or pharmacist."], Quote("w", Evidence.Withheld)),
        "clarify" => new Reply.Clarify(["Is the numbness between your legs, or somewhere else?", "If it is between your legs, call 999 now."], [Numbers[0]]) { Suggestions = ["Between my legs", "Somewhere else"] },
        "info" => new Reply.Info(["Get help at once for any of these:", "numbness between the legs, new trouble with pee or poo, weak legs, chest pain."], [Numbers[0]]),
        "hostile" => Answer(1, "<img src=x onerror=alert(1)> & \"quoted\" <script>alert(2)</script>"),
        _ => null,
    };

    private static Reply.Referral Refer(Urgency urgency, string headline) => new(
        urgency,
        [],
        headline,
        ["Say that you feel numb between your legs and can’t hold your pee.", "Don’t drive yourself. Don’t have a massage, and don’t put ice or heat on it.", "I am a program and can’t check you."],
        [.. urgency == Urgency.Crisis ? Numbers.Reverse() : Numbers.Take(1)]);

    private static Reply.Answer Answer(int passages, string? words = null) => new(
        [],
        [.. Enumerable.Range(1, passages).Select(number => new QuotedPassage(number, Quote(words ?? $"p{number}", (Evidence)((number - 1) % 3)), 1, .9, ConfidenceLevel.High))],
        "General information from an article, not medical advice. I am a program and can’t check you.")
    {
        Suggestions = ["How long for?", "How often?"],
        Others = [Quote("another", Evidence.Supported)],
    };

    private static Passage Quote(string words, Evidence evidence) => new(
        "passage",
        $"What {words} says",
        new Source("source", $"An article on {words}", "A publisher", "A byline", "2012", null, "none.txt", "", "A publisher"),
        "paragraph 1",
        $"Something that is said in {words}, long enough to fill a line or two of the card it stands in.",
        evidence,
        evidence == Evidence.Supported ? null : "There is little proof for this, and current guidance doesn’t mention it.");
}
