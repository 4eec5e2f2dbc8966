using System.Text.Json;
using System.Text.Json.Nodes;
using BackCare.Passages;
using BackCare.Replies;

namespace BackCare.Web.Telemetry;

/// <summary>What was replied and why, without a word of the person and without who it was: for the audit and for the meters.</summary>
public sealed record TurnRecord(
    CorpusVersion Version,
    string Kind,
    string? Urgency,
    IReadOnlyList<string> Rules,
    IReadOnlyList<(string Passage, double Score)> Passages,
    TimeSpan Duration)
{
    public static TurnRecord Of(Reply reply, CorpusVersion version, TimeSpan duration) => new(
        version,
        ReplyJson.Kind(reply),
        reply is Reply.Referral { Urgency: var urgency } ? ReplyJson.Word(urgency) : null,
        [
            .. reply is Reply.Referral { Flags: var flags } ? flags.Select(flag => flag.Id) : [],
            .. reply.Cautions.Select(caution => caution.Id),
        ],
        reply switch
        {
            Reply.Answer answer => [.. answer.Passages.Select(quoted => (quoted.Passage.Id, quoted.Score))],
            Reply.Withheld withheld => [(withheld.Passage.Id, 0)],
            _ => [],
        },
        duration);

    public string ToJson() => new JsonObject
    {
        ["corpus"] = Version.Corpus,
        ["rules"] = Version.Rules,
        ["kind"] = Kind,
        ["urgency"] = Urgency,
        ["ruleIds"] = new JsonArray([.. Rules.Select(rule => (JsonNode)rule)]),
        ["passages"] = new JsonArray([.. Passages.Select(passage => (JsonNode)passage.Passage)]),
        ["scores"] = new JsonArray([.. Passages.Select(passage => (JsonNode)Math.Round(passage.Score, 4))]),
        ["ms"] = Math.Round(Duration.TotalMilliseconds, 3),
    }.ToJsonString(JsonSerializerOptions.Default);
}
