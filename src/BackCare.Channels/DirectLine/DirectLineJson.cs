using System.Text.Json.Serialization;
using BackCare.Channels.Activities;

namespace BackCare.Channels.DirectLine;

/// <summary>The bodies of Direct Line that are not activities, as source-generated JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConversationBody))]
[JsonSerializable(typeof(TokenParameters))]
[JsonSerializable(typeof(ResourceBody))]
[JsonSerializable(typeof(ErrorResponse))]
internal sealed partial class DirectLineJson : JsonSerializerContext;

/// <summary>A conversation and what opens it.</summary>
/// <param name="StreamUrl">Null where only a token was asked for.</param>
internal sealed record ConversationBody(
    string ConversationId,
    string Token,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    string? StreamUrl = null);

/// <summary>What a client may ask of a token.</summary>
internal sealed record TokenParameters(TokenUser? User, string[]? TrustedOrigins);

/// <summary>Who the token is for.</summary>
internal sealed record TokenUser(string? Id, string? Name);

/// <summary>The id of an activity that was taken in.</summary>
internal sealed record ResourceBody(string Id);
