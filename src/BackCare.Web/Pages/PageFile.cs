using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace BackCare.Web.Pages;

/// <summary>A file of the page as a browser gets it: from memory, compressed, and only when it has changed.</summary>
public sealed class PageFile(string content, string type)
{
    private readonly byte[] _plain = Encoding.UTF8.GetBytes(content);
    private readonly string _tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 8))}\"";
    private byte[]? _compressed;

    /// <summary>A file of <c>wwwroot</c>, which is inside the program: wherever it is started from, its page is there. Null when there is none.</summary>
    public static string? ReadText(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"wwwroot/{name}");
        if (stream is null)
            return null;

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public async Task Send(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ETag = _tag;
        headers.CacheControl = "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";
        if (http.Request.Headers.IfNoneMatch.ToString().Contains(_tag, StringComparison.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var body = _plain;
        if (http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            headers.ContentEncoding = "gzip";
            body = _compressed ??= Compress(_plain);
        }

        http.Response.ContentType = type;
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static byte[] Compress(byte[] plain)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.SmallestSize))
            gzip.Write(plain);
        return buffer.ToArray();
    }
}
