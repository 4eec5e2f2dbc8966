using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace BackCare.Web.Telemetry;

/// <summary>What an operator can watch: meters and spans under the name <c>BackCare</c>.</summary>
public static class BackCareMeters
{
    public const string Name = "BackCare";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Turns = Meter.CreateCounter<long>("backcare.turns", "{turn}", "Replies by kind");
    private static readonly Counter<long> Referrals = Meter.CreateCounter<long>("backcare.referrals", "{referral}", "Referrals by urgency and rule");
    private static readonly Histogram<double> TurnTime = Meter.CreateHistogram<double>("backcare.turn.duration", "ms", "Time the assistant takes to reply");
    private static readonly Histogram<double> StoreTime = Meter.CreateHistogram<double>("backcare.store.duration", "ms", "Time the store takes, by operation");
    private static readonly Counter<long> StoreFailures = Meter.CreateCounter<long>("backcare.store.failures", "{failure}", "Operations the store could not do, by operation");
    private static readonly Counter<long> Sends = Meter.CreateCounter<long>("backcare.sends", "{reply}", "Replies sent to their channel, or given up");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("backcare.send.retries", "{reply}", "Replies that could not be sent and are tried again");

    /// <summary>The spans of turns.</summary>
    public static ActivitySource Spans { get; } = new(Name);

    public static void Count(TurnRecord turn)
    {
        Turns.Add(1, new KeyValuePair<string, object?>("kind", turn.Kind));
        TurnTime.Record(turn.Duration.TotalMilliseconds, new KeyValuePair<string, object?>("kind", turn.Kind));
        if (turn.Urgency is not { } urgency)
            return;

        foreach (var rule in turn.Rules)
            Referrals.Add(1, new("urgency", urgency), new("rule", rule));
    }

    public static void Stored(string operation, TimeSpan duration) => StoreTime.Record(duration.TotalMilliseconds, new KeyValuePair<string, object?>("operation", operation));

    public static void StoreFailed(string operation) => StoreFailures.Add(1, new KeyValuePair<string, object?>("operation", operation));

    public static void Sent() => Sends.Add(1);

    public static void Retried() => Retries.Add(1);
}
