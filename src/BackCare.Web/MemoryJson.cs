using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackCare.Web;

/// <summary>What a conversation has said so far, as the store keeps it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Memory))]
internal sealed partial class MemoryJson : JsonSerializerContext
{
    public static string Write(Memory memory) => JsonSerializer.Serialize(memory, Default.Memory);

    /// <summary>An empty memory where nothing is kept yet, or what is kept is of a version that can't be read.</summary>
    public static Memory Read(string? state)
    {
        if (state is null)
            return BackCare.Memory.Empty;

        try
        {
            return JsonSerializer.Deserialize(state, Default.Memory) ?? BackCare.Memory.Empty;
        }
        catch (JsonException)
        {
            return BackCare.Memory.Empty;
        }
    }
}
