using System.Diagnostics;
using BackCare.Storage;

namespace BackCare.Web.Telemetry;

/// <summary>A store whose times, failures, sends and retries are counted.</summary>
public sealed class MeasuredConversationStore(IConversationStore inner) : IConversationStore
{
    public Task<Accepted> Accept(ConversationKey key, string? activityKey, Func<long, string> json, CancellationToken cancellation) =>
        Measure("accept", () => inner.Accept(key, activityKey, json, cancellation));

    public Task<Taken> Take(ConversationKey key, string? activityKey, Func<long, string> json, Func<PendingActivity, TurnOutcome> answer, CancellationToken cancellation)
    {
        var thinking = new Thinking(answer);
        return Measure("take", () => inner.Take(key, activityKey, json, thinking.Answer, cancellation), thinking);
    }

    public Task<IReadOnlyList<LoggedActivity>> Answer(ConversationKey key, Func<PendingActivity, TurnOutcome> answer, CancellationToken cancellation)
    {
        var thinking = new Thinking(answer);
        return Measure("answer", () => inner.Answer(key, thinking.Answer, cancellation), thinking);
    }

    public Task<IReadOnlyList<LoggedActivity>?> Since(ConversationKey key, long watermark, int count, CancellationToken cancellation) =>
        Measure("since", () => inner.Since(key, watermark, count, cancellation));

    public Task<LoggedActivity> Append(ConversationKey key, Func<long, string> json, CancellationToken cancellation) =>
        Measure("append", () => inner.Append(key, json, cancellation));

    public Task<IReadOnlyList<ConversationKey>> Unanswered(CancellationToken cancellation) => inner.Unanswered(cancellation);

    public Task WaitForNews(ConversationKey key, long watermark, CancellationToken cancellation) => inner.WaitForNews(key, watermark, cancellation);

    public Task<IReadOnlyList<OutboxEntry>> ClaimOutbox(int count, CancellationToken cancellation) => inner.ClaimOutbox(count, cancellation);

    public async Task SettleOutbox(long id, CancellationToken cancellation)
    {
        await inner.SettleOutbox(id, cancellation).ConfigureAwait(false);
        BackCareMeters.Sent();
    }

    public async Task DeferOutbox(long id, DateTimeOffset until, CancellationToken cancellation)
    {
        await inner.DeferOutbox(id, until, cancellation).ConfigureAwait(false);
        BackCareMeters.Retried();
    }

    public Task Delete(ConversationKey key, CancellationToken cancellation) => inner.Delete(key, cancellation);

    private static async Task<T> Measure<T>(string operation, Func<Task<T>> run, Thinking? apart = null)
    {
        using var span = BackCareMeters.Spans.StartActivity($"store {operation}");
        var began = Stopwatch.GetTimestamp();
        try
        {
            var result = await run().ConfigureAwait(false);
            BackCareMeters.Stored(operation, Stopwatch.GetElapsedTime(began) - (apart?.Time ?? TimeSpan.Zero));
            return result;
        }
        catch (StoreUnavailableException)
        {
            span?.SetStatus(ActivityStatusCode.Error);
            BackCareMeters.StoreFailed(operation);
            throw;
        }
    }

    // What the bot takes to think is not the store's time.
    private sealed class Thinking(Func<PendingActivity, TurnOutcome> answer)
    {
        public TimeSpan Time { get; private set; }

        public TurnOutcome Answer(PendingActivity pending)
        {
            var began = Stopwatch.GetTimestamp();
            var outcome = answer(pending);
            Time += Stopwatch.GetElapsedTime(began);
            return outcome;
        }
    }
}
