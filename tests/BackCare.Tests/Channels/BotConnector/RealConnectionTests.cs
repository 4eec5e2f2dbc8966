using System.Net;
using System.Net.Sockets;
using System.Text;
using BackCare.Channels.Activities;
using BackCare.Channels.BotConnector;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BackCare.Tests.Channels.BotConnector;

/// <summary>The client as the host makes it, against a real socket on this machine.</summary>
public sealed class RealConnectionTests : IAsyncLifetime
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _requests = [];
    private readonly Queue<string?> _answers = new();
    private Task _serving = Task.CompletedTask;

    public Task InitializeAsync()
    {
        _listener.Start();
        _serving = Serve();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    [Fact]
    public async Task A_line_that_breaks_is_tried_again_and_the_reply_arrives_once()
    {
        _answers.Enqueue(null);
        _answers.Enqueue("HTTP/1.1 201 Created\r\nConnection: close\r\nContent-Length: 10\r\n\r\n{\"id\":\"7\"}");

        (await Client().Send(Reply(), default)).ShouldBe("7");

        _requests.Count.ShouldBe(2);
        _requests[1].ShouldStartWith("POST /_connector/v3/conversations/a%3A1/activities/17 HTTP/1.1");
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _answers.Enqueue($"HTTP/1.1 307 Temporary Redirect\r\nLocation: http://{_listener.LocalEndpoint}/elsewhere\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

        var failure = await Should.ThrowAsync<ConnectorException>(() => Client().Send(Reply(), default));

        failure.Status.ShouldBe(HttpStatusCode.TemporaryRedirect);
        _requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_update_and_a_deletion_name_the_activity()
    {
        _answers.Enqueue("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        _answers.Enqueue("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

        var client = Client();
        await client.Update(Reply() with { Id = "sent-1" }, default);
        await client.Delete(Reply() with { Id = "sent-1" }, default);

        _requests[0].ShouldStartWith("PUT /_connector/v3/conversations/a%3A1/activities/sent-1 HTTP/1.1");
        _requests[1].ShouldStartWith("DELETE /_connector/v3/conversations/a%3A1/activities/sent-1 HTTP/1.1");
    }

    private Activity Reply() => new()
    {
        Type = ActivityTypes.Message,
        ServiceUrl = $"http://{_listener.LocalEndpoint}/_connector",
        Conversation = new ConversationAccount { Id = "a:1" },
        ReplyToId = "17",
        Text = "hello",
    };

    // As Program puts it together, while developing.
    private static ConnectorClient Client()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton<IHostEnvironment>(new Developing());
        services.AddBotConnector();
        return services.BuildServiceProvider().GetRequiredService<ConnectorClient>();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using var connection = await _listener.AcceptTcpClientAsync();
                var stream = connection.GetStream();
                if (await ReadRequest(stream) is not { } request)
                    continue;
                _requests.Add(request);
                if (_answers.TryDequeue(out var answer) && answer is not null)
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The test is over.
        }
    }

    private static async Task<string?> ReadRequest(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0)
                return null;
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            var request = text.ToString();
            var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
                continue;
            var length = request.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } header ? int.Parse(header[15..]) : 0;
            if (request.Length >= end + 4 + length)
                return request;
        }
    }

    private sealed class Developing : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Development;

        public string ApplicationName { get; set; } = "BackCare";

        public string ContentRootPath { get; set; } = "";

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } = new Microsoft.Extensions.FileProviders.NullFileProvider();
    }
}
