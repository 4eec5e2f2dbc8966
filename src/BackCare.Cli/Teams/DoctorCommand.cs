using System.CommandLine;

namespace BackCare.Cli.Teams;

/// <summary><c>doctor</c>: what Teams needs, checked and said in words.</summary>
internal static class DoctorCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var host = new Option<string?>("--host") { Description = "The public host name of the bot, to see whether it answers there." };
        var command = new Command("doctor", "Check what Teams needs: settings (environment variables BotConnector__…), the issuer, the credential, the clock, the public address. Exit code 1 when something is wrong.") { host };

        command.SetAction(async (parsed, cancellation) =>
        {
            using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
            using var http = new HttpClient(handler) { Timeout = Patience };
            var doctor = new Doctor(http, name => Environment.GetEnvironmentVariable($"BotConnector__{name}"), TimeProvider.System);

            var findings = await doctor.Examine(parsed.GetValue(host), cancellation);
            foreach (var finding in findings)
                Console.Out.WriteLine(finding);

            return findings.Any(finding => finding.Verdict == Verdict.Wrong) ? 1 : 0;
        });

        return command;
    }
}
