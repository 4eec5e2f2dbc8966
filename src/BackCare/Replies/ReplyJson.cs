using System.Text.Json.Nodes;
using BackCare.Passages;
using BackCare.Safety;

namespace BackCare.Replies;

/// <summary>A reply as JSON: the batch contract's fields, and below them what a page needs to show it well.</summary>
public static class ReplyJson
{
    public static JsonObject Of(Reply reply) => new()
    {
        ["kind"] = Kind(reply),
        ["urgency"] = reply is Reply.Referral { Urgency: var urgency } ? Word(urgency) : null,
        ["flags"] = Array(reply is Reply.Referral { Flags: var flags } ? flags.Select(flag => flag.Id) : []),
        ["passages"] = new JsonArray([.. (reply as Reply.Answer)?.Passages.Select(OfPassage) ?? []]),
        ["cautions"] = Array(reply.Cautions.Select(caution => caution.Id)),
        ["disclaimer"] = (reply as Reply.Answer)?.Disclaimer,
        ["text"] = ReplyText.Of(reply),
        ["headline"] = (reply as Reply.Referral)?.Headline,
        ["lines"] = Array(Lines(reply)),
        ["disagreement"] = (reply as Reply.Answer)?.DisagreementLine,
        ["numbers"] = new JsonArray([.. Numbers(reply).Select(OfNumber)]),
        ["suggestions"] = Array(reply.Suggestions),
        ["others"] = new JsonArray([.. (reply as Reply.Answer)?.Others.Select(OfOther) ?? []]),
        ["repeat"] = reply is Reply.Referral { Repeat: true },
    };

    /// <summary>The word of the batch contract.</summary>
    public static string Kind(Reply reply) => reply switch
    {
        Reply.Answer => "answer",
        Reply.Withheld => "withheld",
        Reply.NoPassage => "no-passage",
        Reply.Referral => "referral",
        Reply.Info => "info",
        Reply.Clarify => "clarify",
        Reply.SmallTalk => "small-talk",
        Reply.Help => "help",
        _ => throw new InvalidOperationException($"No word for a reply of type {reply.GetType().Name}."),
    };

    /// <summary>The word of the batch contract.</summary>
    public static string Word(Urgency urgency) => urgency switch
    {
        Urgency.Emergency => "emergency",
        Urgency.Crisis => "crisis",
        Urgency.Urgent => "urgent",
        _ => "soon",
    };

    /// <summary>The word of the batch contract and of the front matter.</summary>
    public static string Word(Evidence evidence) => evidence switch
    {
        Evidence.Supported => "supported",
        Evidence.Weak => "weak",
        Evidence.Disputed => "disputed",
        _ => "withheld",
    };

    private static IEnumerable<string> Lines(Reply reply) => reply switch
    {
        Reply.Answer answer => answer.Opening,
        Reply.Withheld withheld => withheld.Lines,
        Reply.Referral referral => referral.Lines,
        Reply.NoPassage none => none.Lines,
        Reply.Info info => info.Lines,
        Reply.Clarify clarify => clarify.Lines,
        Reply.SmallTalk talk => talk.Lines,
        Reply.Help help => help.Lines,
        _ => [],
    };

    private static IEnumerable<PhoneNumber> Numbers(Reply reply) => reply switch
    {
        Reply.Referral referral => referral.Numbers,
        Reply.Info info => info.Numbers,
        Reply.Clarify clarify => clarify.Numbers,
        _ => [],
    };

    private static JsonNode OfPassage(QuotedPassage quoted) => new JsonObject
    {
        ["id"] = quoted.Passage.Id,
        ["source"] = quoted.Passage.Source.Id,
        ["quote"] = quoted.Passage.Quote,
        ["score"] = Math.Round(quoted.Score, 4),
        ["confidence"] = quoted.Confidence == ConfidenceLevel.High ? "high" : "medium",
        ["evidence"] = Word(quoted.Passage.Evidence),
        ["note"] = quoted.Passage.Note,
        ["title"] = quoted.Passage.Title,
        ["attribution"] = quoted.Passage.Source.Attribution,
        ["locator"] = quoted.Passage.Locator,
        ["link"] = quoted.Passage.Source.Link,
    };

    private static JsonNode OfOther(Passage passage) => new JsonObject
    {
        ["id"] = passage.Id,
        ["title"] = passage.Title,
        ["source"] = passage.Source.Id,
        ["attribution"] = passage.Source.Attribution,
    };

    private static JsonNode OfNumber(PhoneNumber number) => new JsonObject
    {
        ["label"] = number.Label,
        ["shown"] = number.Shown,
        ["dial"] = number.Dial,
    };

    private static JsonArray Array(IEnumerable<string> words) => new([.. words.Select(word => (JsonNode)JsonValue.Create(word))]);
}
