using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace BackCare.Channels.DirectLine;

/// <summary>Issues tokens and reads them back: sealed by the host's keys, so that every node with those keys knows them and nobody else can make one.</summary>
public sealed class DirectLineTokens(IDataProtectionProvider protection, IOptions<DirectLineOptions> options, TimeProvider time)
{
    // Two purposes: the address of a stream stands in logs and must not work as a token.
    private readonly IDataProtector _tokens = protection.CreateProtector("BackCare.DirectLine.Token");
    private readonly IDataProtector _streams = protection.CreateProtector("BackCare.DirectLine.Stream");

    public string Issue(string conversation, string? user, ImmutableArray<string> origins) =>
        Seal(_tokens, new DirectLineToken(conversation, user, origins, time.GetUtcNow() + options.Value.TokenLifetime));

    /// <summary>The ticket in a stream's address.</summary>
    public string IssueTicket(string conversation) =>
        Seal(_streams, new DirectLineToken(conversation, null, [], time.GetUtcNow() + options.Value.ConnectWithin));

    /// <summary>Null when this is not a token of ours; an expired one is given back.</summary>
    public DirectLineToken? Read(string token) => Open(_tokens, token);

    /// <summary>Null when this is not a ticket of ours; an expired one is given back.</summary>
    public DirectLineToken? ReadTicket(string ticket) => Open(_streams, ticket);

    private static string Seal(IDataProtector protector, DirectLineToken token) =>
        Base64Url.EncodeToString(protector.Protect(token.ToBytes()));

    private static DirectLineToken? Open(IDataProtector protector, string token)
    {
        try
        {
            return DirectLineToken.FromBytes(protector.Unprotect(Base64Url.DecodeFromChars(token)));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
