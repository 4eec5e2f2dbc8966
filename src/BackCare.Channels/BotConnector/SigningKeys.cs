using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace BackCare.Channels.BotConnector;

/// <summary>The keys an issuer signs with, fetched and kept fresh: looked up at every message, fetched about once a day.</summary>
public sealed class SigningKeys(HttpClient http, Uri metadata, TimeProvider time, ILogger<SigningKeys> log) : IDisposable
{
    /// <summary>From this age on the keys are fetched again while the old ones serve.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(12);

    /// <summary>Keys older than this are no longer believed, whatever the issuer's state.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromDays(5);

    /// <summary>The least time between two fetches, so that made-up key ids can't make us hammer the issuer.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    // 2048 bits in base64url; a shorter key is not worth checking with.
    private const int ShortestModulus = 342;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _fetching = new(1, 1);
    private volatile KeySet? _keys;
    private DateTimeOffset _lastTry = DateTimeOffset.MinValue;

    /// <summary>The key with this id; null when the issuer has no such key.</summary>
    /// <exception cref="SigningKeysUnavailableException">No keys could be fetched, and none are kept that are young enough.</exception>
    public async ValueTask<SigningKey?> Find(string kid, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var keys = _keys;

        if (keys is not null && now - keys.Fetched < Fresh && keys.ByKid.TryGetValue(kid, out var known))
            return known;

        // A key we know still serves while its successor set is on its way.
        if (keys is not null && now - keys.Fetched < Stale && keys.ByKid.TryGetValue(kid, out known))
        {
            if (IsDue(now))
                _ = Refresh(keys, CancellationToken.None);
            return known;
        }

        keys = await Refresh(keys, cancellation).ConfigureAwait(false);
        if (keys is null || now - keys.Fetched >= Stale)
            throw new SigningKeysUnavailableException(metadata);

        return keys.ByKid.GetValueOrDefault(kid);
    }

    public void Dispose() => _fetching.Dispose();

    private bool IsDue(DateTimeOffset now) => now - _lastTry >= Pause;

    // One fetch at a time; whoever waited takes what the one before brought.
    private async Task<KeySet?> Refresh(KeySet? seen, CancellationToken cancellation)
    {
        await _fetching.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (!ReferenceEquals(_keys, seen) || !IsDue(time.GetUtcNow()))
                return _keys;

            _lastTry = time.GetUtcNow();
            _keys = await Fetch(cancellation).ConfigureAwait(false);
            log.KeysFetched(metadata, _keys.ByKid.Count);
            return _keys;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or InvalidDataException or FormatException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            log.KeysNotFetched(metadata, failure.Message, _keys is not null);
            return _keys;
        }
        finally
        {
            _fetching.Release();
        }
    }

    private async Task<KeySet> Fetch(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);

        var configuration = JsonSerializer.Deserialize(await Get(metadata, either.Token).ConfigureAwait(false), MetadataJson.Default.IssuerMetadata);
        if (!Uri.TryCreate(configuration?.JwksUri, UriKind.Absolute, out var address) || address.Scheme != metadata.Scheme)
            throw new InvalidDataException($"{metadata} names no https address of its keys.");

        var set = JsonSerializer.Deserialize(await Get(address, either.Token).ConfigureAwait(false), MetadataJson.Default.IssuerKeys);
        var keys = (set?.Keys ?? [])
            .Where(key => key is { Kty: "RSA", Kid.Length: > 0, N.Length: >= ShortestModulus, E.Length: > 0, Use: null or "sig" })
            .DistinctBy(key => key.Kid, StringComparer.Ordinal)
            .ToFrozenDictionary(key => key.Kid!, key => new SigningKey(PublicKey(key), key.Endorsements?.ToFrozenSet(StringComparer.Ordinal) ?? []), StringComparer.Ordinal);
        if (keys.Count == 0)
            throw new InvalidDataException($"{address} has no key that signs.");

        return new KeySet(keys, time.GetUtcNow());
    }

    private async Task<string> Get(Uri address, CancellationToken cancellation)
    {
        using var response = await http.GetAsync(address, cancellation).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
    }

    private static RsaSecurityKey PublicKey(IssuerKey key) => new(new RSAParameters
    {
        Modulus = Base64UrlEncoder.DecodeBytes(key.N),
        Exponent = Base64UrlEncoder.DecodeBytes(key.E),
    })
    {
        KeyId = key.Kid,
    };

    private sealed record KeySet(FrozenDictionary<string, SigningKey> ByKid, DateTimeOffset Fetched);
}

/// <summary>A public key of an issuer, and the channels it may speak for.</summary>
public sealed record SigningKey(SecurityKey Key, FrozenSet<string> Endorsements)
{
    public static readonly FrozenSet<string> Algorithms = ["RS256", "RS384", "RS512"];

    /// <summary>What asks the library whether a token is signed with this key, and nothing else. Made once, since it is costly to make.</summary>
    public TokenValidationParameters Signature { get; } = new()
    {
        IssuerSigningKey = Key,
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        RequireExpirationTime = false,
        RequireAudience = false,
        ValidateIssuer = false,
        ValidateAudience = false,
        ValidateLifetime = false,
    };
}

/// <summary>No keys to check a token with: the issuer can't be reached and nothing young enough is kept.</summary>
public sealed class SigningKeysUnavailableException(Uri metadata)
    : Exception($"The signing keys of {metadata} can't be fetched; check that this machine reaches that address.");

/// <summary>What an issuer says about itself, as far as it is needed here.</summary>
internal sealed record IssuerMetadata([property: JsonPropertyName("jwks_uri")] string? JwksUri);

/// <summary>The issuer's keys as it publishes them.</summary>
internal sealed record IssuerKeys([property: JsonPropertyName("keys")] IReadOnlyList<IssuerKey>? Keys);

/// <summary>One key of an issuer; <c>endorsements</c> is the Bot Connector's own field.</summary>
internal sealed record IssuerKey(
    [property: JsonPropertyName("kty")] string? Kty,
    [property: JsonPropertyName("use")] string? Use,
    [property: JsonPropertyName("kid")] string? Kid,
    [property: JsonPropertyName("n")] string? N,
    [property: JsonPropertyName("e")] string? E,
    [property: JsonPropertyName("endorsements")] IReadOnlyList<string>? Endorsements);

[JsonSerializable(typeof(IssuerMetadata))]
[JsonSerializable(typeof(IssuerKeys))]
internal sealed partial class MetadataJson : JsonSerializerContext;
