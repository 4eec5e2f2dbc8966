using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackCare.Web.Teams;

/// <summary>What a Teams conversation keeps beside the assistant's memory.</summary>
public sealed record TeamsState
{
    private const int MostShown = 50;

    /// <summary>Of the bot behind; null before its first answer.</summary>
    public string? Inner { get; init; }

    /// <summary>Whether the bot has introduced itself here.</summary>
    public bool Welcomed { get; init; }

    /// <summary>Which passages were shown in answer to which message, latest last: what a thumb is about.</summary>
    public ImmutableArray<Shown> Shown { get; init; } = [];

    public TeamsState With(Shown shown) => this with { Shown = [.. Shown.TakeLast(MostShown - 1), shown] };

    public static TeamsState Read(string? state)
    {
        try
        {
            return state is null ? new TeamsState() : JsonSerializer.Deserialize(state, TeamsStateJson.Default.TeamsState) ?? new TeamsState();
        }
        catch (JsonException)
        {
            return new TeamsState();
        }
    }

    public string Write() => JsonSerializer.Serialize(this, TeamsStateJson.Default.TeamsState);
}

/// <summary>The passages that were shown in answer to a message.</summary>
/// <param name="Message">The id of the person's message.</param>
/// <param name="Passages">By id.</param>
public sealed record Shown(string Message, ImmutableArray<string> Passages);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TeamsState))]
internal sealed partial class TeamsStateJson : JsonSerializerContext;
