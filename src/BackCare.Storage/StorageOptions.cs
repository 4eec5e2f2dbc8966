using System.ComponentModel.DataAnnotations;

namespace BackCare.Storage;

/// <summary>Where conversations are kept, and for how long. PostgreSQL is used when <c>ConnectionStrings:BackCare</c> names one.</summary>
public sealed record StorageOptions
{
    public const string Section = "Storage";

    /// <summary>The folder of the SQLite file. Default: the service's state directory where there is one, else <c>data</c> under the content root.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Whether everything is forgotten when the program stops: for demonstrations and tests. Default: no.</summary>
    public bool InMemory { get; init; }

    /// <summary>Whether SQLite waits for the disk at every commit, so that not even a power cut loses an acknowledged message. Default: no; a killed process loses nothing either way.</summary>
    public bool SurvivePowerLoss { get; init; }

    /// <summary>How long a conversation is kept after its last message: a minute to thirty days. Default: a day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long audit records, feedback and unanswered questions are kept: a day to two years. Default: ninety days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "730.00:00:00")]
    public TimeSpan RecordTime { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Whether questions nobody could answer are kept, scrubbed and without ids, for the editors. Default: no.</summary>
    public bool KeepUnanswered { get; init; }
}
