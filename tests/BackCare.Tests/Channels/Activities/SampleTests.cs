using System.Text.Json.Nodes;
using BackCare.Channels.Activities;
using BackCare.Tests.Support;

namespace BackCare.Tests.Channels.Activities;

/// <summary>Payloads as Teams sends them, after its documentation; people and ids made up.</summary>
public sealed class SampleTests
{
    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder(), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_lost_when_a_sample_is_read_and_written(string name)
    {
        var sample = Json(name);

        var written = ActivityJson.Write(ActivityJson.Read(sample).ShouldNotBeNull());

        // A field that is null says no more than one that isn't there.
        JsonNode.DeepEquals(WithoutNulls(JsonNode.Parse(written)), WithoutNulls(JsonNode.Parse(sample))).ShouldBeTrue(written);
    }

    [Fact]
    public void Twenty_kinds_of_payload_are_kept_as_samples() => Names.Count.ShouldBeGreaterThanOrEqualTo(20);

    public static Activity Read(string name) => ActivityJson.Read(Json(name))!;

    public static string Json(string name) => File.ReadAllText(Path.Combine(Folder(), name + ".json"));

    private static string Folder() => Path.Combine(Repository.Root, "tests", "BackCare.Tests", "Channels", "Activities", "Samples");

    private static JsonNode? WithoutNulls(JsonNode? node)
    {
        if (node is not JsonObject fields)
            return node;

        foreach (var (name, value) in fields.ToList())
        {
            if (value is null)
                fields.Remove(name);
            else
                WithoutNulls(value);
        }

        return fields;
    }
}
