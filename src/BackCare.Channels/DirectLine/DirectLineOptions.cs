using System.ComponentModel.DataAnnotations;

namespace BackCare.Channels.DirectLine;

/// <summary>How the Direct Line endpoint behaves; the section <c>DirectLine</c>. The defaults serve the page of the same host.</summary>
public sealed class DirectLineOptions
{
    public const string Section = "DirectLine";

    /// <summary>Opens every conversation: for a server that hands out tokens, never for a page. Null: there is none.</summary>
    [MinLength(16)]
    public string? Secret { get; init; }

    /// <summary>Whether somebody without a secret may begin a conversation. Default: yes, since a page can't keep a secret.</summary>
    public bool AllowAnonymous { get; init; } = true;

    /// <summary>Other origins whose pages may call the endpoint and show the chat in a frame, such as <c>https://clinic.example</c>. Default: none.</summary>
    public string[] Origins { get; init; } = [];

    /// <summary>How long a token lasts: a second to a day. Default: half an hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long after its expiry a token still reconnects its own conversation, for a phone that slept; zero to a week. Default: a day, as long as an idle conversation is kept.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan ReconnectWithin { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long the address of a stream can be connected to. Default, and the protocol's: a minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ConnectWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a stream is silent before an empty frame says that it lives. Default: 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Conversations and tokens one address may ask for in a minute. Default: 60.</summary>
    [Range(1, 1_000_000)]
    public int StartsPerMinute { get; init; } = 60;

    /// <summary>Activities one conversation may post in a minute. Default: 60.</summary>
    [Range(1, 1_000_000)]
    public int PostsPerMinute { get; init; } = 60;

    /// <summary>The largest request in bytes. Default, and about the protocol's: 256 KB.</summary>
    [Range(1_024, 16_777_216)]
    public int MaxRequestBytes { get; init; } = 262_144;
}
