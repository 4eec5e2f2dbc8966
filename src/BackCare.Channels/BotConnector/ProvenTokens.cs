using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace BackCare.Channels.BotConnector;

/// <summary>
/// Tokens whose signature was found good: a channel brings the same one for an hour, and the signature is what is slow to check. Kept by
/// their hash, so that no token lies in memory for others to use.
/// </summary>
internal sealed class ProvenTokens
{
    /// <summary>Only genuine tokens get here, so nobody can fill this but the issuer.</summary>
    public const int Most = 1_000;

    private readonly ConcurrentDictionary<Hash, Proven> _proven = new();

    public Proven? Find(string token) => _proven.GetValueOrDefault(Hash.Of(token));

    public void Add(string token, Proven proven)
    {
        // Rare, and costs no more than checking what is still in use once more.
        if (_proven.Count >= Most)
            _proven.Clear();

        _proven[Hash.Of(token)] = proven;
    }

    private readonly record struct Hash(UInt128 Left, UInt128 Right)
    {
        public static Hash Of(string token)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(Encoding.UTF8.GetBytes(token), hash);
            return new Hash(BitConverter.ToUInt128(hash), BitConverter.ToUInt128(hash[16..]));
        }
    }
}

/// <summary>What a token says, and the key it is signed with. Another key of the same name proves nothing.</summary>
internal sealed record Proven(TokenClaims Claims, SigningKey Key);
