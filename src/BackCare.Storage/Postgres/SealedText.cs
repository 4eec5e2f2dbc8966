using System.Security.Cryptography;
using System.Text;

namespace BackCare.Storage.Postgres;

/// <summary>
/// Words as PostgreSQL keeps them: encrypted with their conversation's own key. A deleted row stays in PostgreSQL's pages and logs
/// until they are used again; when the conversation goes its key goes, and no file ever held the words as they were written.
/// </summary>
internal static class SealedText
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(32);

    public static byte[] Seal(byte[] key, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedText = new byte[NonceSize + TagSize + plain.Length];
        var (nonce, tag, cipher) = Parts(sealedText);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, cipher, tag);
        return sealedText;
    }

    public static string Open(byte[] key, byte[] sealedText)
    {
        var (nonce, tag, cipher) = Parts(sealedText);
        var plain = new byte[cipher.Length];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(nonce, cipher, tag, plain);
        return Encoding.UTF8.GetString(plain);
    }

    private static SealedParts Parts(Span<byte> sealedText) =>
        new(sealedText[..NonceSize], sealedText[NonceSize..(NonceSize + TagSize)], sealedText[(NonceSize + TagSize)..]);

    private readonly ref struct SealedParts(Span<byte> nonce, Span<byte> tag, Span<byte> cipher)
    {
        private readonly Span<byte> _nonce = nonce;
        private readonly Span<byte> _tag = tag;
        private readonly Span<byte> _cipher = cipher;

        public void Deconstruct(out Span<byte> nonce, out Span<byte> tag, out Span<byte> cipher)
        {
            nonce = _nonce;
            tag = _tag;
            cipher = _cipher;
        }
    }
}
