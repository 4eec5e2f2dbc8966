using System.Diagnostics;
using Npgsql;

namespace BackCare.Tests.Storage;

/// <summary>A real PostgreSQL in a folder of its own, reached by a socket in it: started once for the tests that need one.</summary>
public sealed class PostgresCluster : IAsyncLifetime
{
    private static readonly string? Binaries = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
        : null;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("backcare-pg-");
    private bool _running;

    /// <summary>Why there is none, in words; null when there is one.</summary>
    public static string? Absence => Binaries is null ? "PostgreSQL isn't installed: apt-get install postgresql" : null;

    private string DataFolder => Path.Combine(_folder.FullName, "data");

    public async Task InitializeAsync()
    {
        if (Absence is not null)
            return;

        if (Environment.IsPrivilegedProcess)
            await Run("chown", "postgres", _folder.FullName);
        await RunAsOwner("initdb", "-D", DataFolder, "-A", "trust", "-U", "backcare", "--no-sync", "-E", "UTF8", "--locale=C");
        await Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop("immediate").GetAwaiter().GetResult();
    }

    public async Task DisposeAsync()
    {
        await Stop("immediate");
        _folder.Delete(recursive: true);
    }

    public async Task Start()
    {
        await RunAsOwner(
            "pg_ctl", "-D", DataFolder, "-w", "-l", Path.Combine(_folder.FullName, "log"),
            "-o", $"-c listen_addresses= -c unix_socket_directories={_folder.FullName} -c fsync=off -c max_connections=200", "start");
        _running = true;
    }

    public async Task Stop(string mode)
    {
        if (!_running)
            return;
        _running = false;
        await RunAsOwner("pg_ctl", "-D", DataFolder, "-w", "-m", mode, "stop");
    }

    /// <summary>A connection string to a schema of its own, empty.</summary>
    public async Task<string> NewSchema()
    {
        var schema = $"s{Guid.NewGuid():n}";
        await using var connection = new NpgsqlConnection(ConnectionString("public"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE SCHEMA {schema}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(schema);
    }

    /// <summary>Every byte the server has on disk, its logs included.</summary>
    public IEnumerable<string> Files => Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith(".s.", StringComparison.Ordinal));

    public static async Task Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The tests' own text.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private string ConnectionString(string schema) =>
        $"Host={_folder.FullName};Username=backcare;Database=postgres;Search Path={schema};Timeout=5;Maximum Pool Size=20";

    // PostgreSQL refuses to run as root.
    private static Task RunAsOwner(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? Run("runuser", ["-u", "postgres", "--", Path.Combine(Binaries!, program), .. arguments])
        : Run(Path.Combine(Binaries!, program), arguments);

    // Output isn't piped: the server inherits what pg_ctl was given, and a pipe would never end.
    private static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments])
        {
            WorkingDirectory = "/",
        })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}

[CollectionDefinition("PostgreSQL")]
public sealed class PostgresTests : ICollectionFixture<PostgresCluster>;
