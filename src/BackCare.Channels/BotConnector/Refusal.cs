namespace BackCare.Channels.BotConnector;

/// <summary>Why a caller is turned away: the reason goes to the log and to the caller, who may be an operator at the first try.</summary>
/// <param name="Status">401 when the token is no good, 403 when it is genuine but not for this activity, 503 when it can't be checked now.</param>
/// <param name="Code">Stable, for tests and alerts.</param>
/// <param name="Message">In words, with what to do where somebody can do something.</param>
public sealed record Refusal(int Status, string Code, string Message)
{
    public static Refusal NotConfigured { get; } = new(401, nameof(NotConfigured), "The bot has no application id, so it answers nobody here. Set BotConnector:AppId and its credential.");

    public static Refusal NotLocal { get; } = new(401, nameof(NotLocal), "The bot has no application id, so it answers this machine only, and this request came from elsewhere or through a proxy. Set BotConnector:AppId and its credential.");

    public static Refusal MissingToken { get; } = new(401, nameof(MissingToken), "The request has no Authorization header.");

    public static Refusal WrongScheme { get; } = new(401, nameof(WrongScheme), "The Authorization header must be 'Bearer', one space and a token.");

    public static Refusal UnreadableToken { get; } = new(401, nameof(UnreadableToken), "The token is not a signed JSON web token.");

    public static Refusal UnknownIssuer { get; } = new(401, nameof(UnknownIssuer), "The token is not from an issuer this bot listens to; check BotConnector:Cloud and, for other agents, BotConnector:AllowedCallers.");

    public static Refusal UnsupportedAlgorithm { get; } = new(401, nameof(UnsupportedAlgorithm), "The token is not signed with RS256, RS384 or RS512.");

    public static Refusal UnknownKey { get; } = new(401, nameof(UnknownKey), "The token is signed with a key its issuer does not publish.");

    public static Refusal WrongSignature { get; } = new(401, nameof(WrongSignature), "The token's signature does not fit.");

    public static Refusal WrongAudience { get; } = new(401, nameof(WrongAudience), "The token is for another bot; check BotConnector:AppId against the registration.");

    public static Refusal NoLifetime { get; } = new(401, nameof(NoLifetime), "The token does not say when it ends.");

    public static Refusal NotYetValid { get; } = new(401, nameof(NotYetValid), "The token is not valid yet; check this machine's clock.");

    public static Refusal Expired { get; } = new(401, nameof(Expired), "The token has expired; check this machine's clock.");

    public static Refusal UnknownVersion { get; } = new(401, nameof(UnknownVersion), "The token is of a version that is not known; 1.0 and 2.0 are.");

    public static Refusal WrongTenant { get; } = new(401, nameof(WrongTenant), "The token's tenant is not the one of its issuer.");

    public static Refusal CallerNotAllowed { get; } = new(403, nameof(CallerNotAllowed), "The calling application is not among BotConnector:AllowedCallers.");

    public static Refusal MissingServiceUrl { get; } = new(403, nameof(MissingServiceUrl), "The token or the activity has no service URL.");

    public static Refusal ForeignServiceUrl { get; } = new(403, nameof(ForeignServiceUrl), "The activity's service URL is not the one the token was given for.");

    public static Refusal ServiceHostNotAllowed { get; } = new(403, nameof(ServiceHostNotAllowed), "The activity's service URL is not one that replies may go to; check BotConnector:Cloud and BotConnector:AllowedServiceHosts.");

    public static Refusal ChannelNotEndorsed { get; } = new(403, nameof(ChannelNotEndorsed), "The token's key does not speak for the activity's channel.");

    public static Refusal KeysUnavailable { get; } = new(503, nameof(KeysUnavailable), "The issuer's keys can't be fetched now, so the token can't be checked.");
}
