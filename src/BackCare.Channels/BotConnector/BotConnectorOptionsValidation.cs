using Microsoft.Extensions.Options;

namespace BackCare.Channels.BotConnector;

/// <summary>What must hold between the settings; every problem at once, each with what to do.</summary>
public sealed class BotConnectorOptionsValidation : IValidateOptions<BotConnectorOptions>
{
    public ValidateOptionsResult Validate(string? name, BotConnectorOptions options)
    {
        List<string> problems = [.. Problems(options)];

        return problems is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    public static IEnumerable<string> Problems(BotConnectorOptions options)
    {
        foreach (var host in options.AllowedServiceHosts.Where(host => !ServiceHosts.IsPattern(host)))
            yield return $"BotConnector:AllowedServiceHosts has '{host}', which is not a host; write 'agents.example.com' or '*.example.com'.";

        foreach (var caller in options.AllowedCallers.Where(caller => !Guid.TryParse(caller, out _)))
            yield return $"BotConnector:AllowedCallers has '{caller}', which is not an application id; write the GUID of the calling agent.";

        if (!options.HasCredentials)
        {
            if (options.ClientSecret is not null || options.ClientSecretFile is not null || options.CertificateFile is not null)
                yield return "BotConnector has a secret or certificate but no AppId; set BotConnector:AppId to the application (client) id of the registration.";
            yield break;
        }

        if (!Guid.TryParse(options.AppId, out _))
            yield return $"BotConnector:AppId '{options.AppId}' is not a GUID; copy the application (client) id of the bot's registration.";

        if (options.AppType != AppType.MultiTenant && !Guid.TryParse(options.TenantId, out _))
            yield return $"BotConnector:TenantId must be the GUID of the tenant for AppType {options.AppType}; copy the directory (tenant) id of the registration.";

        string?[] credentials = [options.ClientSecret, options.ClientSecretFile, options.CertificateFile];
        var count = credentials.Count(credential => !string.IsNullOrEmpty(credential));
        if (options.AppType == AppType.UserAssignedMSI && count > 0)
            yield return "BotConnector has a secret or certificate, but AppType UserAssignedMSI needs none; remove it, or correct AppType.";
        if (options.AppType != AppType.UserAssignedMSI && count != 1)
            yield return $"BotConnector needs exactly one of ClientSecret, ClientSecretFile and CertificateFile, and has {count}; set one (a secret as environment variable BotConnector__ClientSecret).";

        foreach (var file in new[] { options.ClientSecretFile, options.CertificateFile }.Where(file => file is { Length: > 0 } && !File.Exists(file)))
            yield return $"BotConnector names the file '{file}', which isn't there or can't be read; correct the path or mount the file.";
    }
}
