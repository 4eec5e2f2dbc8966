using System.Text.Json.Nodes;
using BackCare.Channels.Activities;
using BackCare.Storage;
using BackCare.Web;
using BackCare.Web.Privacy;
using BackCare.Web.Reload;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BackCare.Tests.Web.Privacy;

public sealed class VerbsTests
{
    private static readonly CurrentAssistant Current = new(Path.Combine(AppContext.BaseDirectory, "corpus"));

    [Theory]
    [InlineData("privacy", "24 hours")]
    [InlineData("Privacy?", "90 days")]
    [InlineData("  /terms ", "diagnose")]
    [InlineData("feedback", "feedback:")]
    [InlineData("help", "massage")]
    public void A_question_about_the_program_is_answered_on_every_channel(string said, string expected)
    {
        var turn = Bot().Answer(Message(said), "state");

        turn.Activities.ShouldHaveSingleItem().Text.ShouldNotBeNull().ShouldContain(expected);
        turn.Forget.ShouldBeFalse();
    }

    [Fact]
    public void A_verb_leaves_what_the_conversation_remembers_as_it_was()
    {
        Bot().Answer(Message("privacy"), "state").State.ShouldBe("state");
    }

    [Theory]
    [InlineData("is privacy screen glass good for my back?")]
    [InlineData("delete my data please or don't, is ice safe?")]
    public void A_sentence_that_only_holds_a_verb_goes_to_the_assistant(string said)
    {
        Bot().Answer(Message(said), null).Audit.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("delete my data")]
    [InlineData("Forget me.")]
    public void Who_asks_to_be_forgotten_is(string said)
    {
        var turn = Bot().Answer(Message(said), "state");

        turn.Forget.ShouldBeTrue();
        turn.State.ShouldBeNull();
        turn.Activities.ShouldHaveSingleItem().Text.ShouldNotBeNull().ShouldContain("deleted");
    }

    [Fact]
    public void Who_asks_for_their_data_is_shown_every_entry_and_what_is_remembered()
    {
        var turn = Bot().Answer(Message("my data"), "{\"turns\":1}");
        var kept = new[] { Message("is ice safe?"), Message("is ice safe?").CreateReply("The article says so."), Message("my data") };

        var text = string.Join('\n', turn.Report!(kept).Select(activity => activity.Text));

        text.ShouldContain("3 entries");
        text.ShouldContain("You: is ice safe?");
        text.ShouldContain("I: The article says so.");
        text.ShouldContain("\"turns\":1");
    }

    [Fact]
    public void A_long_conversation_is_shown_whole_in_several_messages()
    {
        var turn = Bot().Answer(Message("my data"), null);
        var kept = Enumerable.Range(0, 50).Select(number => Message($"{number} {new string('x', 3_000)}")).ToList();

        var shown = turn.Report!(kept);

        shown.Count.ShouldBeGreaterThan(10);
        shown.ShouldAllBe(activity => activity.Text!.Length < 12_000);
        shown.Sum(activity => activity.Text!.Count(character => character == 'x')).ShouldBeGreaterThan(149_999);
    }

    [Fact]
    public void A_comment_for_the_editors_is_kept_scrubbed_and_thanked_for()
    {
        var turn = Bot().Answer(Message("Feedback: the ice answer helped Maria, write to maria@example.org"), null);

        turn.Feedback.ShouldNotBeNull().Comment.ShouldBe("the ice answer helped […], write to […]");
        turn.Activities.ShouldHaveSingleItem().Text.ShouldNotBeNull().ShouldContain("Thank you");
    }

    [Fact]
    public void A_red_flag_in_a_comment_for_the_editors_is_answered_with_a_referral()
    {
        var turn = Bot().Answer(Message("feedback: i have gone numb around the saddle and wet myself"), null);

        turn.Activities.ShouldHaveSingleItem().ChannelData!["backcare"]!["kind"]!.GetValue<string>().ShouldBe("referral");
    }

    [Fact]
    public void A_thumb_on_an_answer_is_kept_with_its_passages_and_nothing_is_said()
    {
        var thumb = Message("") with
        {
            Type = ActivityTypes.Event,
            Name = "feedback",
            Value = JsonNode.Parse("""{"activityId":"c|2","passages":["ice-barrier"],"rating":"down","comment":"call me on 0171 234 5678"}"""),
        };

        var turn = Bot().Answer(thumb, "state");

        turn.Activities.ShouldBeEmpty();
        turn.State.ShouldBe("state");
        turn.Feedback.ShouldNotBeNull().Passages.ShouldBe(["ice-barrier"]);
        turn.Feedback.Helpful.ShouldBe(false);
        turn.Feedback.Comment.ShouldBe("call me on […]");
    }

    [Fact]
    public void A_question_nobody_could_answer_is_kept_only_where_that_is_set()
    {
        const string Question = "what is the capital of France and who is Emil Maier?";

        Bot().Answer(Message(Question), null).Unanswered.ShouldBeNull();
        var kept = Bot(keepUnanswered: true).Answer(Message(Question), null).Unanswered.ShouldNotBeNull();
        kept.ShouldNotContain("France");
        kept.ShouldNotContain("Maier");
    }

    [Fact]
    public void The_audit_of_a_reply_says_what_was_used_and_nothing_that_was_said()
    {
        var audit = JsonNode.Parse(Bot().Answer(Message("is ice massage safe? xyzzy"), null).Audit!)!.AsObject();

        audit.Select(pair => pair.Key).ShouldBe(["corpus", "rules", "kind", "urgency", "ruleIds", "passages", "scores", "ms"]);
        audit["corpus"]!.GetValue<string>().ShouldBe(Current.Now.Version.Corpus);
        audit.ToJsonString().ShouldNotContain("xyzzy");
    }

    private static VerbsBot Bot(bool keepUnanswered = false)
    {
        var options = Options.Create(new StorageOptions { KeepUnanswered = keepUnanswered });
        return new VerbsBot(new BackCareBot(Current, options, Options.Create(new BackCareOptions()), NullLogger<BackCareBot>.Instance), Current, options);
    }

    private static Activity Message(string text) => new()
    {
        Type = ActivityTypes.Message,
        Id = "1",
        Timestamp = "2026-03-01T12:00:00Z",
        From = new ChannelAccount { Id = "ann", Role = "user" },
        Recipient = new ChannelAccount { Id = "backcare", Role = "bot" },
        Conversation = new ConversationAccount { Id = "c" },
        Text = text,
        Locale = "en-GB",
    };
}
