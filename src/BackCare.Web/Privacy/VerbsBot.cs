using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using BackCare.Channels;
using BackCare.Channels.Activities;
using BackCare.Replies;
using BackCare.Storage;
using BackCare.Web.Reload;
using BackCare.Web.Teams;
using Microsoft.Extensions.Options;

namespace BackCare.Web.Privacy;

/// <summary>Answers what is asked of the program itself (<c>privacy</c>, <c>my data</c>, <c>delete my data</c>, …); all else goes to the bot inside.</summary>
public sealed class VerbsBot(IBot inner, CurrentAssistant current, IOptions<StorageOptions> options) : IBot
{
    private const int LongestReport = 8_000;

    public BotTurn Answer(Activity activity, string? state)
    {
        if (FeedbackEvent.Read(activity) is { } thumb)
            return new BotTurn([], state) { Feedback = Scrubbed(thumb) };
        if (activity.Type != ActivityTypes.Message)
            return inner.Answer(activity, state);

        var words = current.Now.Words;
        var text = activity.Text ?? "";
        if (text.TrimStart().StartsWith("feedback:", StringComparison.OrdinalIgnoreCase))
            return Comment(activity, text.Trim()["feedback:".Length..].Trim(), state, words);

        return words.Verb(text) switch
        {
            "my-data" => new BotTurn([], state) { Report = kept => Report(activity, kept, state, words) },
            "delete-my-data" => new BotTurn([Say(activity, words, "delete-my-data")], null) { Forget = true },
            { } verb => new BotTurn([Say(activity, words, verb)], state),
            null => inner.Answer(activity, state),
        };
    }

    // A person may tell the editors what they should tell a doctor: the screen reads it too, and what it has to say comes first.
    private BotTurn Comment(Activity activity, string comment, string? state, VerbWords words)
    {
        if (comment.Length == 0)
            return new BotTurn([Say(activity, words, "feedback")], state);

        var turn = inner.Answer(activity with { Text = comment }, state);
        var isPressing = turn.Activities.Any(reply => KindOf(reply) is "referral" or "clarify" or "info");

        return turn with
        {
            Activities = isPressing ? turn.Activities : [Say(activity, words, "feedback-thanks")],
            Feedback = Scrubbed(new Feedback([], Helpful: null, comment)),
            Unanswered = null,
        };
    }

    private IReadOnlyList<Activity> Report(Activity activity, IReadOnlyList<Activity> kept, string? state, VerbWords words)
    {
        // Where others write too, what they wrote is theirs, and what is remembered is of all together.
        var isShared = TeamsScope.IsTeams(activity) && TeamsScope.IsPublic(activity);
        if (isShared)
            (kept, state) = (Of(activity.From?.Id, kept), null);

        var lines = new List<string>(words.Lines(isShared ? "my-data-group" : "my-data", [.. Values(words), ("count", kept.Count.ToString(CultureInfo.InvariantCulture))]));
        lines.AddRange(kept.SelectMany(entry => words.Lines(
            "my-data-entry",
            ("time", entry.Timestamp ?? ""),
            ("who", words.Lines(entry.From?.Role == "bot" || entry.ReplyToId is not null ? "my-data-bot" : "my-data-you")[0]),
            ("words", entry.Text ?? (entry.Value?.ToJsonString() ?? entry.Name ?? entry.Type ?? "")))));
        if (state is not null)
            lines.AddRange(words.Lines("my-data-memory", ("memory", state)));

        return [.. Pages(lines).Select(page => ReplyActivity.Of(new Reply.Help(page), activity))];
    }

    // What somebody said, and what was said to that.
    private static List<Activity> Of(string? person, IReadOnlyList<Activity> kept)
    {
        var said = kept.Where(entry => entry.From?.Id == person).Select(entry => entry.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);

        return [.. kept.Where(entry => entry.From?.Id == person || (entry.ReplyToId is { } about && said.Contains(about)))];
    }

    // Channels have limits to what a message may hold; what is kept is shown whole, in as many as it takes.
    private static IEnumerable<ImmutableArray<string>> Pages(List<string> lines)
    {
        var page = ImmutableArray.CreateBuilder<string>();
        var length = 0;
        foreach (var line in lines.SelectMany(line => line.Chunk(LongestReport).Select(part => new string(part))))
        {
            if (length > 0 && length + line.Length > LongestReport)
            {
                yield return page.ToImmutable();
                page.Clear();
                length = 0;
            }

            page.Add(line);
            length += line.Length;
        }

        yield return page.ToImmutable();
    }

    private Activity Say(Activity activity, VerbWords words, string id) => ReplyActivity.Of(new Reply.Help(words.Lines(id, Values(words))), activity);

    private (string Name, string Value)[] Values(VerbWords words)
    {
        var records = InWords(options.Value.RecordTime);
        return
        [
            ("idle", InWords(options.Value.IdleTime)),
            ("unanswered", words.Lines(options.Value.KeepUnanswered ? "unanswered-on" : "unanswered-off", ("records", records))[0]),
            ("records", records),
        ];
    }

    private static Feedback Scrubbed(Feedback feedback) => feedback with { Comment = feedback.Comment is { } comment ? Scrub.Of(comment) : null };

    private static string? KindOf(Activity reply) => reply.ChannelData?["backcare"]?["kind"] is JsonValue kind ? kind.GetValue<string>() : null;

    private static string InWords(TimeSpan time) => time.TotalHours switch
    {
        >= 48 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0} days"),
        >= 2 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0} hours"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} minutes"),
    };
}
