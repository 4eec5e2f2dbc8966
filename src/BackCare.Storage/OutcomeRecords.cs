using System.Text.Encodings.Web;
using System.Text.Json;

namespace BackCare.Storage;

/// <summary>The records a turn leaves, in the form they are kept in.</summary>
internal static class OutcomeRecords
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Of a person: it holds their words, so it is tied to the conversation as long as that lives, and dated to the day.
    public static IEnumerable<(RecordKind Kind, string Text, bool OfPerson)> Of(TurnOutcome outcome)
    {
        if (outcome.Audit is { } audit)
            yield return (RecordKind.Audit, StoredText.Words(audit), false);
        if (outcome.Feedback is { } feedback)
            yield return (RecordKind.Feedback, StoredText.Words(JsonSerializer.Serialize(feedback, Json)), true);
        if (outcome.Unanswered is { } question)
            yield return (RecordKind.Unanswered, StoredText.Words(question), true);
    }

    public static DateTimeOffset Time(DateTimeOffset now, bool ofPerson) => ofPerson ? new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) : now;
}
