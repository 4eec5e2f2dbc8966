using BackCare.Replies;
using BackCare.Tests.Support;

namespace BackCare.Tests;

/// <summary>The specification: conversations in Markdown that a clinician can read. A heading begins a conversation, a <c>turn</c> block is one message and its reply.</summary>
public sealed class TranscriptTests
{
    private const string Skip = "[…]";

    private static string Folder => Path.Combine(Repository.Root, "tests", "BackCare.Tests", "Transcripts");

    public static TheoryData<string, string> Conversations
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var file in Directory.EnumerateFiles(Folder, "*.md").Order(StringComparer.Ordinal))
            {
                foreach (var conversation in Transcript.Read(File.ReadAllText(file)))
                    data.Add(Path.GetFileName(file), conversation.Title);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void The_assistant_says_what_the_transcript_says(string file, string title)
    {
        var conversation = Transcript.Read(File.ReadAllText(Path.Combine(Folder, file))).Single(one => one.Title == title);
        var memory = Memory.Empty;

        foreach (var (said, expected) in conversation.Turns)
        {
            var reply = Shipped.Assistant.Respond(new Turn(said, memory, conversation.Locale));
            memory = reply.Memory;

            var text = ReplyText.Of(reply);
            Matches(expected.Split('\n'), text.Split('\n')).ShouldBeTrue($"{file}, “{title}”: to “{said}” the transcript says\n\n{expected}\n\nand the assistant says\n\n{text}\n");
        }
    }

    [Fact]
    public void There_are_conversations_enough_to_be_a_specification()
    {
        Conversations.Count.ShouldBeGreaterThanOrEqualTo(25);
    }

    // '[…]' on a line of its own stands for any number of lines.
    private static bool Matches(ReadOnlySpan<string> expected, ReadOnlySpan<string> lines)
    {
        if (expected.IsEmpty)
            return lines.IsEmpty;
        if (expected[0].Trim() != Skip)
            return !lines.IsEmpty && expected[0].TrimEnd() == lines[0].TrimEnd() && Matches(expected[1..], lines[1..]);

        for (var from = 0; from <= lines.Length; from++)
        {
            if (Matches(expected[1..], lines[from..]))
                return true;
        }

        return false;
    }
}
