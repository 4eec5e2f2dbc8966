using System.Collections.Frozen;
using BackCare.Channels.Activities;

namespace BackCare.Channels.BotConnector;

/// <summary>Who has called, as far as the token says; what they may say is checked against the activity.</summary>
public abstract record Caller
{
    private Caller()
    {
    }

    /// <summary>Null when the activity is one this caller may bring.</summary>
    public abstract Refusal? Check(Activity activity, ServiceHosts hosts);

    /// <summary>A channel, by the Bot Connector.</summary>
    /// <param name="ServiceUrl">Where the token says that replies go; null when it doesn't.</param>
    /// <param name="Endorsements">The channels its key speaks for.</param>
    public sealed record Channel(string? ServiceUrl, FrozenSet<string> Endorsements) : Caller
    {
        public override Refusal? Check(Activity activity, ServiceHosts hosts)
        {
            if (string.IsNullOrEmpty(ServiceUrl) || string.IsNullOrEmpty(activity.ServiceUrl))
                return Refusal.MissingServiceUrl;

            // Our token goes where the reply goes, so the address must be the one that the issuer vouches for.
            if (!string.Equals(ServiceUrl, activity.ServiceUrl, StringComparison.OrdinalIgnoreCase))
                return Refusal.ForeignServiceUrl;

            if (activity.ChannelId is not { Length: > 0 } channel || !Endorsements.Contains(channel))
                return Refusal.ChannelNotEndorsed;

            return hosts.Allows(activity.ServiceUrl) ? null : Refusal.ServiceHostNotAllowed;
        }
    }

    /// <summary>Another agent with a token from Entra, which vouches for no service URL: the list of hosts alone decides.</summary>
    public sealed record Agent(string AppId) : Caller
    {
        public override Refusal? Check(Activity activity, ServiceHosts hosts) => activity switch
        {
            { ServiceUrl: null or "" } => Refusal.MissingServiceUrl,
            _ => hosts.Allows(activity.ServiceUrl) ? null : Refusal.ServiceHostNotAllowed,
        };
    }

    /// <summary>Somebody on this machine, while no identifiers are configured and the bot is being developed.</summary>
    public sealed record Local : Caller
    {
        public override Refusal? Check(Activity activity, ServiceHosts hosts) => activity switch
        {
            { DeliveryMode: DeliveryModes.ExpectReplies } => null,
            { ServiceUrl: null or "" } => Refusal.MissingServiceUrl,
            _ => hosts.Allows(activity.ServiceUrl) ? null : Refusal.ServiceHostNotAllowed,
        };
    }
}
