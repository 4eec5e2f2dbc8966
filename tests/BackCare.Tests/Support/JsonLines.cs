using System.Text.Json;

namespace BackCare.Tests.Support;

/// <summary>Reads a file with an object a line.</summary>
internal static class JsonLines
{
    public static IReadOnlyList<JsonElement> Read(params string[] path) =>
        [.. File.ReadLines(Path.Combine(path)).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement)];

    extension(JsonElement element)
    {
        /// <summary>A text of the object; empty where it has none.</summary>
        public string Text(string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
    }
}
