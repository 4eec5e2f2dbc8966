using System.CommandLine;
using BackCare.Passages;

namespace BackCare.Cli.Teams;

/// <summary><c>teams-package</c>: the zip that an administrator uploads to Teams.</summary>
internal static class TeamsPackageCommand
{
    public static Command Create()
    {
        var appId = new Option<string>("--app-id") { Description = "The application (client) id of the bot's registration.", Required = true };
        var host = new Option<string>("--host") { Description = "The public host name of the bot, such as backcare.example.com.", Required = true };
        var output = new Option<string>("--out") { Description = "Where to write the package.", DefaultValueFactory = _ => "backcare.zip" };
        var developer = new Option<string>("--developer") { Description = "Who offers the bot, as Teams shows it; 32 characters at most.", DefaultValueFactory = _ => "BackCare" };
        var privacy = new Option<string?>("--privacy-url") { Description = "Your privacy statement; by default the bot's own page." };
        var terms = new Option<string?>("--terms-url") { Description = "Your terms of use; by default the bot's own page." };
        var corpus = CorpusFolder.Option();
        var command = new Command("teams-package", "Write the app package for Microsoft Teams: manifest, icons, languages.") { appId, host, output, developer, privacy, terms, corpus };

        command.SetAction(parsed =>
        {
            List<string> problems = [];
            var request = PackageRequest.From(parsed.GetValue(appId), parsed.GetValue(host), parsed.GetValue(developer)!, parsed.GetValue(privacy), parsed.GetValue(terms), problems);

            List<CorpusProblem> missing = [];
            var strings = AppStrings.Read(parsed.GetValue(corpus)!, missing);
            problems.AddRange(missing.Select(problem => problem.ToString()));

            if (request is null || problems.Count > 0)
            {
                foreach (var problem in problems)
                    Console.Error.WriteLine(problem);
                return 1;
            }

            var path = parsed.GetValue(output)!;
            try
            {
                using var file = File.Create(path);
                TeamsPackage.Write(file, request, strings, Version());
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine($"--out '{path}' can't be written: {failure.Message}");
                return 1;
            }

            Console.Out.WriteLine($"Wrote {path} for {request.AppId} on {request.Host}. Upload it in Teams under Apps, Manage your apps; docs/teams.md has every step.");
            return 0;
        });

        return command;
    }

    private static string Version() => typeof(TeamsPackageCommand).Assembly.GetName().Version?.ToString(3) ?? "0.1.0";
}
