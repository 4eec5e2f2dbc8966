using Microsoft.Extensions.Logging;

namespace BackCare.Channels.BotConnector;

/// <summary>Our own token to answer with: one for the whole program, fetched by one caller at a time, renewed before it ends.</summary>
public sealed class ConnectorToken(AcquireToken acquire, TimeProvider time, ILogger<ConnectorToken> log) : IDisposable
{
    /// <summary>A token with less than this left is renewed, while it still serves.</summary>
    public static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _acquiring = new(1, 1);
    private volatile AccessToken? _token;

    public async ValueTask<string> Get(CancellationToken cancellation) =>
        _token is { } token && time.GetUtcNow() < token.Expires - Early
            ? token.Value
            : await Renew(_token, force: false, cancellation).ConfigureAwait(false);

    /// <summary>A token other than the one the channel has just refused.</summary>
    public async ValueTask<string> GetAfterRefusal(string refused, CancellationToken cancellation) =>
        _token is { } token && token.Value != refused
            ? token.Value
            : await Renew(_token, force: true, cancellation).ConfigureAwait(false);

    public void Dispose() => _acquiring.Dispose();

    private async Task<string> Renew(AccessToken? seen, bool force, CancellationToken cancellation)
    {
        await _acquiring.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // Whoever waited here takes what the one before brought.
            if (_token is { } renewed && !ReferenceEquals(renewed, seen))
                return renewed.Value;

            _token = await acquire(force, cancellation).ConfigureAwait(false);
            return _token.Value;
        }
        catch (ConnectorException failure) when (!force && seen is not null && time.GetUtcNow() < seen.Expires)
        {
            log.TokenNotRenewed(failure.Message, seen.Expires);
            return seen.Value;
        }
        finally
        {
            _acquiring.Release();
        }
    }
}

/// <summary>How to ask for a token: of Entra, or of another identity.</summary>
/// <param name="force">Whether to pass over a token that the asked one has cached.</param>
/// <exception cref="ConnectorException">There is none to be had.</exception>
public delegate Task<AccessToken> AcquireToken(bool force, CancellationToken cancellation);

/// <summary>A token and its end.</summary>
public sealed record AccessToken(string Value, DateTimeOffset Expires);
