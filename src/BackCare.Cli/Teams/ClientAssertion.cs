using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace BackCare.Cli.Teams;

/// <summary>A certificate's proof to Entra that its key is held: a short-lived token signed with it.</summary>
internal static class ClientAssertion
{
    /// <exception cref="CryptographicException">The file is no certificate with a key, or the password is another.</exception>
    public static X509Certificate2 Load(string file, string? password) =>
        Path.GetExtension(file).Equals(".pem", StringComparison.OrdinalIgnoreCase)
            ? password is null ? X509Certificate2.CreateFromPemFile(file) : X509Certificate2.CreateFromEncryptedPemFile(file, password)
            : X509CertificateLoader.LoadPkcs12FromFile(file, password);

    /// <param name="audience">Where it will be shown: the address that gives tokens.</param>
    public static string Sign(X509Certificate2 certificate, RSA key, string appId, string audience, DateTimeOffset now)
    {
        var header = new JsonObject { ["alg"] = "PS256", ["typ"] = "JWT", ["x5t#S256"] = Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256)) };
        var claims = new JsonObject
        {
            ["aud"] = audience,
            ["iss"] = appId,
            ["sub"] = appId,
            ["jti"] = Guid.NewGuid().ToString(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(10).ToUnixTimeSeconds(),
        };
        var signed = $"{Encoded(header)}.{Encoded(claims)}";

        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pss))}";
    }

    private static string Encoded(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
