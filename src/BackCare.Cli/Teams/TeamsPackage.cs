using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackCare.Cli.Teams;

/// <summary>The app package: manifest, icons and languages in one zip, the same bytes for the same request.</summary>
public static class TeamsPackage
{
    // A zip carries the time of each file; a fixed one keeps two packages of the same request the same.
    private static readonly DateTimeOffset Written = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream output, PackageRequest request, AppStrings strings, string version)
    {
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        Add(zip, "manifest.json", Manifest.Of(request, strings, version));
        foreach (var language in strings.OtherLanguages)
            Add(zip, $"{language}.json", Manifest.Strings(strings, language));
        Add(zip, "color.png", Icon.Color());
        Add(zip, "outline.png", Icon.Outline());
    }

    private static void Add(ZipArchive zip, string name, JsonObject json) => Add(zip, name, Encoding.UTF8.GetBytes(json.ToJsonString(Readable)));

    private static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
        entry.LastWriteTime = Written;
        using var stream = entry.Open();
        stream.Write(bytes);
    }
}
