using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BackCare.Benchmarks;

/// <summary>Calls an endpoint over a few connections of this machine, as lean as can be: what it costs itself blurs what is measured.</summary>
internal sealed class TeamsCaller(int port, string body, string? bearer)
{
    private const string IdPlace = "0000000000000000";

    private static long _lastId;

    /// <summary>What took place in one round.</summary>
    /// <param name="PerSecond">Requests answered.</param>
    /// <param name="Latencies">Of each request, in milliseconds, sorted.</param>
    public sealed record Round(double PerSecond, double[] Latencies);

    /// <summary>The activity that is sent; each time with another id and, for each connection, in another conversation.</summary>
    public static string Body { get; } = $$$"""
        {"text":"is ice massage safe?","textFormat":"plain","type":"message","timestamp":"2026-03-02T09:00:00.0000000Z","localTimestamp":"2026-03-02T09:00:00.0000000+00:00","id":"{{{IdPlace}}}","channelId":"msteams","serviceUrl":"{{{TeamsHost.ServiceUrl}}}","deliveryMode":"expectReplies","from":{"id":"29:1abcdefghijklmnopqrstuvwxyz","name":"Kim","aadObjectId":"11111111-2222-3333-4444-555555555555"},"conversation":{"conversationType":"personal","tenantId":"{{{TeamsHost.Tenant}}}","id":"a:conversation-CC"},"recipient":{"id":"28:{{{TeamsHost.AppId}}}","name":"BackCare"},"entities":[{"locale":"en-GB","country":"GB","platform":"Web","timezone":"Europe/London","type":"clientInfo"}],"channelData":{"tenant":{"id":"{{{TeamsHost.Tenant}}}"}},"locale":"en-GB","localTimezone":"Europe/London"}
        """;

    public async Task<Round> Call(int connections, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(() => Connection(connection, watch, time))));
        var seconds = watch.Elapsed.TotalSeconds;
        var all = latencies.SelectMany(one => one).Order().ToArray();

        return new Round(all.Length / seconds, all);
    }

    private async Task<List<double>> Connection(int connection, Stopwatch watch, TimeSpan time)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var text = body.Replace("CC", $"{connection:00}", StringComparison.Ordinal);
        var request = Encoding.UTF8.GetBytes(
            $"POST /api/messages HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json; charset=utf-8\r\n{(bearer is null ? "" : $"Authorization: Bearer {bearer}\r\n")}Content-Length: {Encoding.UTF8.GetByteCount(text)}\r\n\r\n{text}");
        var id = request.AsSpan().IndexOf(Encoding.UTF8.GetBytes(IdPlace));
        var answer = new byte[64 * 1024];
        var latencies = new List<double>(100_000);
        while (watch.Elapsed < time)
        {
            // An id seen before would be taken for a second delivery.
            Utf8Formatter.TryFormat(Interlocked.Increment(ref _lastId), request.AsSpan(id, IdPlace.Length), out _, new('D', (byte)IdPlace.Length));
            var began = Stopwatch.GetTimestamp();
            await socket.SendAsync(request);
            await ReadAnswer(socket, answer);
            latencies.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return latencies;
    }

    private static async Task ReadAnswer(Socket socket, byte[] answer)
    {
        var length = 0;
        while (!IsWhole(answer.AsSpan(0, length)))
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(length));
            if (read == 0)
                throw new InvalidOperationException($"The connection was closed: {Encoding.UTF8.GetString(answer, 0, length)}");
            length += read;
        }

        if (!answer.AsSpan(0, length).StartsWith("HTTP/1.1 200 "u8))
            throw new InvalidOperationException(Encoding.UTF8.GetString(answer, 0, length));
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;

        var place = answer[..head].IndexOf("Content-Length: "u8);
        return place >= 0
            ? Utf8Parser.TryParse(answer[(place + 16)..], out int length, out _) && answer.Length >= head + 4 + length
            : answer.EndsWith("0\r\n\r\n"u8);
    }
}
