using System.Diagnostics.CodeAnalysis;
using BackCare.Channels.Activities;
using BackCare.Channels.Conversations;
using BackCare.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackCare.Channels.BotConnector;

/// <summary>Carries replies from the outbox to the channel: conversations side by side, each conversation's replies in order.</summary>
public sealed class OutboxSender(
    IConversationStore store,
    ConversationTurns turns,
    ConnectorClient client,
    OutboxBell bell,
    IOptions<BotConnectorOptions> options,
    TimeProvider time,
    ILogger<OutboxSender> log) : BackgroundService
{
    /// <summary>How often the outbox is looked into without being told to: another node may have left something.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    /// <summary>A reply whose turn comes later than this after it was claimed is left for the next claim, which may be another node's.</summary>
    public static readonly TimeSpan ClaimServes = TimeSpan.FromSeconds(8);

    private const int AtOnce = 32;

    private readonly Lock _lock = new();
    private readonly Dictionary<ConversationKey, Task> _underWay = [];
    private readonly Dictionary<ConversationKey, (long Id, DateTimeOffset Until)> _held = [];
    private int _sending;

    /// <summary>Replies that are claimed and whose fate is not settled yet.</summary>
    public int UnderWay => Volatile.Read(ref _sending);

    /// <summary>Answers what a stopped process had taken in and not answered.</summary>
    public async Task AnswerWhatWaits(CancellationToken cancellation)
    {
        foreach (var key in await store.Unanswered(cancellation).ConfigureAwait(false))
        {
            // The web chat's conversations have no address to send to; their own endpoint answers them.
            if (key.Channel == BotConnectorEndpoint.OwnWebChat)
                continue;
            await AnswerWhatWaits(key, cancellation).ConfigureAwait(false);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A conversation that can't be answered must not keep the others waiting.")]
    private async Task AnswerWhatWaits(ConversationKey key, CancellationToken cancellation)
    {
        try
        {
            var answered = await turns.Answer(key, (reply, _) => reply, send: true, cancellation).ConfigureAwait(false);
            if (answered.Sum(turn => turn.Replies.Count) is > 0 and var replies)
                log.AnsweredAfterRestart(key.Channel, replies);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.NotAnsweredAfterRestart(failure, key.Channel);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The store may be away for a while; the sender outlives that.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not in the way of the start.
        await Task.Yield();

        var nextLook = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Its own at the start, and from then on what another node left behind.
                if (time.GetUtcNow() >= nextLook)
                {
                    await AnswerWhatWaits(stoppingToken).ConfigureAwait(false);
                    nextLook = time.GetUtcNow() + Round;
                }

                if (!await Claim(stoppingToken).ConfigureAwait(false))
                    await bell.Wait(UntilNext(), time, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
            }
            catch (Exception failure)
            {
                log.OutboxNotRead(failure, Round);
                await bell.Wait(Round, time, CancellationToken.None).ConfigureAwait(false);
            }
        }

        Task[] last;
        lock (_lock)
            last = [.. _underWay.Values];
        await Task.WhenAll(last).ConfigureAwait(false);
    }

    // True when there may be more to claim at once.
    private async Task<bool> Claim(CancellationToken cancellation)
    {
        int free;
        lock (_lock)
            free = AtOnce - _sending;
        if (free <= 0)
            return false;

        var entries = await store.ClaimOutbox(free, cancellation).ConfigureAwait(false);
        var claimed = time.GetUtcNow();
        lock (_lock)
        {
            foreach (var entry in entries)
            {
                _sending++;
                var before = _underWay.GetValueOrDefault(entry.Key, Task.CompletedTask);
                _underWay[entry.Key] = Following(before, entry, claimed);
            }
        }

        return entries.Count > 0;
    }

    [SuppressMessage("Design", "CA1031", Justification = "A reply whose fate can't be written down is claimed again; the others go on.")]
    private async Task Following(Task before, OutboxEntry entry, DateTimeOffset claimed)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await Deliver(entry, claimed).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            log.OutboxNotSettled(failure, entry.Id);
        }
        finally
        {
            lock (_lock)
            {
                _sending--;
                if (_sending == 0)
                    _underWay.Clear();
            }

            bell.Ring();
        }
    }

    private async Task Deliver(OutboxEntry entry, DateTimeOffset claimed)
    {
        if (time.GetUtcNow() - claimed > ClaimServes)
            return;

        if (HeldBehindAnother(entry) is { } until)
        {
            await store.DeferOutbox(entry.Id, until, CancellationToken.None).ConfigureAwait(false);
            return;
        }

        var activity = ActivityJson.Read(entry.Json);
        if (activity is { Type: ActivityTypes.InvokeResponse } or null)
        {
            await Settle(entry).ConfigureAwait(false);
            return;
        }

        try
        {
            var id = await client.Send(activity, CancellationToken.None).ConfigureAwait(false);
            log.Sent(activity.Type, entry.Key.Channel, entry.Attempts);
            await Settle(entry).ConfigureAwait(false);
            if (id is not null)
                await store.Append(entry.Key, _ => ActivityJson.Write(SentActivity.Of(activity, id)), CancellationToken.None).ConfigureAwait(false);
        }
        catch (ConnectorException failure) when (failure.IsPassing && entry.Attempts < options.Value.MaxDeferrals)
        {
            var later = time.GetUtcNow() + (failure.RetryAfter ?? Backoff(entry.Attempts));
            Hold(entry, later);
            log.Deferred(entry.Key.Channel, entry.Attempts, later, failure.Message, failure.CorrelationId);
            await store.DeferOutbox(entry.Id, later, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ConnectorException failure)
        {
            log.GivenUp(entry.Key.Channel, entry.Attempts, (int?)failure.Status, failure.Code, failure.Message, failure.CorrelationId);
            await Settle(entry).ConfigureAwait(false);
        }
    }

    private Task Settle(OutboxEntry entry)
    {
        lock (_lock)
        {
            if (_held.TryGetValue(entry.Key, out var held) && held.Id == entry.Id)
                _held.Remove(entry.Key);
        }

        return store.SettleOutbox(entry.Id, CancellationToken.None);
    }

    private void Hold(OutboxEntry entry, DateTimeOffset until)
    {
        lock (_lock)
            _held[entry.Key] = (entry.Id, until);
    }

    // What was said later is not read earlier.
    private DateTimeOffset? HeldBehindAnother(OutboxEntry entry)
    {
        lock (_lock)
        {
            return _held.TryGetValue(entry.Key, out var held) && held.Id < entry.Id && held.Until > time.GetUtcNow() - Round
                ? held.Until + TimeSpan.FromMilliseconds(1)
                : null;
        }
    }

    private TimeSpan UntilNext()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var next = _held.Values.Select(held => held.Until - now).Where(wait => wait > TimeSpan.Zero).DefaultIfEmpty(Round).Min();
            return next < Round ? next : Round;
        }
    }

    private static TimeSpan Backoff(int attempts)
    {
        var seconds = Math.Min(5 * Math.Pow(2, Math.Min(attempts, 10) - 1), 15 * 60);

        // Half of it is chance, so that what failed together doesn't come back together.
        return TimeSpan.FromSeconds(seconds * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
