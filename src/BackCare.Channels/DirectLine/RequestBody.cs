using System.Text;
using Microsoft.AspNetCore.Http;

namespace BackCare.Channels.DirectLine;

/// <summary>The text of a request, up to a limit.</summary>
internal static class RequestBody
{
    /// <returns>Null when it is larger than the limit, without reading further.</returns>
    public static async Task<string?> Read(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit)
            return null;

        using var bytes = new MemoryStream();
        var buffer = new byte[4096];
        int count;
        while ((count = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted).ConfigureAwait(false)) > 0)
        {
            if (bytes.Length + count > limit)
                return null;
            bytes.Write(buffer, 0, count);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
