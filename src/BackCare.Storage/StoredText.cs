using System.Security.Cryptography;
using System.Text;

namespace BackCare.Storage;

/// <summary>Text in the form that every database takes: no NUL, no lone surrogates, ids of bounded length.</summary>
internal static class StoredText
{
    private const int LongestId = 300;

    /// <summary>The key under which a conversation is kept. Applying it twice changes nothing.</summary>
    public static ConversationKey Of(ConversationKey key) => new(Id(key.Channel), Id(key.Conversation));

    /// <summary>An id as it is kept: itself, or its hash when it is too long or holds what a database refuses.</summary>
    public static string Id(string id) => id.Length <= LongestId && !id.Any(char.IsControl) && IsPlain(id)
        ? id
        : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(id)))}";

    public static string Words(string text) => IsPlain(text) ? text : Cleaned(text);

    private static bool IsPlain(string text)
    {
        foreach (var character in text)
        {
            if (character == '\0' || char.IsSurrogate(character))
                return !text.Contains('\0') && Cleaned(text) == text;
        }

        return true;
    }

    private static string Cleaned(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return clean.ToString();
    }
}
