using System.ComponentModel.DataAnnotations;

namespace BackCare.Web.Limits;

/// <summary>Section <c>Limits</c>: what one address may ask of this node, and how much at once.</summary>
public sealed record LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Requests an address may make in ten seconds: 10 to 1,000,000. Default: 300. The Bot Connector's own requests, which carry a token, are not counted.</summary>
    [Range(10, 1_000_000)]
    public int RequestsPerAddress { get; init; } = 300;

    /// <summary>Bytes of a request's body: 1,024 to 10,000,000. Default: 262,144.</summary>
    [Range(1_024, 10_000_000)]
    public int RequestBytes { get; init; } = 262_144;

    /// <summary>Connections at once, sockets among them: 10 to 1,000,000. Default: 10,000.</summary>
    [Range(10, 1_000_000)]
    public int Connections { get; init; } = 10_000;

    /// <summary>How long a request may take, sockets apart: a second to two minutes. Default: fifteen seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan RequestTime { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Addresses or networks (<c>10.0.0.0/8</c>) of proxies whose forwarded headers are believed. Default: none.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];
}
