using System.Collections.Immutable;

namespace BackCare.Channels.DirectLine;

/// <summary>What a token says: which conversation its holder may read and write, as whom, and until when.</summary>
/// <param name="User">Who the holder is; null when each activity says so itself.</param>
/// <param name="Origins">The pages it may be used from; empty for any that the host allows.</param>
public sealed record DirectLineToken(string Conversation, string? User, ImmutableArray<string> Origins, DateTimeOffset Expires)
{
    public bool IsExpired(DateTimeOffset now) => now >= Expires;

    internal byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Conversation);
        writer.Write(User ?? "");
        writer.Write(Expires.UtcTicks);
        writer.Write(Origins.Length);
        foreach (var origin in Origins)
            writer.Write(origin);
        return bytes.ToArray();
    }

    internal static DirectLineToken FromBytes(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var conversation = reader.ReadString();
        var user = reader.ReadString();
        var expires = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
        var origins = ImmutableArray.CreateBuilder<string>(reader.ReadInt32());
        while (origins.Count < origins.Capacity)
            origins.Add(reader.ReadString());
        return new DirectLineToken(conversation, user.Length > 0 ? user : null, origins.DrainToImmutable(), expires);
    }
}
