using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using BackCare.Channels.Activities;
using BackCare.Replies;
using BackCare.Safety;
using BackCare.Storage;
using BackCare.Tests.Channels.Activities;
using BackCare.Tests.Support;
using BackCare.Web;
using BackCare.Web.Privacy;
using BackCare.Web.Reload;
using BackCare.Web.Teams;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BackCare.Tests.Web;

/// <summary>The bot in Teams, on the shipped corpus: what comes in as Teams sends it, what goes out as Teams takes it.</summary>
public sealed class TeamsBotTests
{
    private static readonly string Corpus = Path.Combine(AppContext.BaseDirectory, "corpus");
    private static readonly CurrentAssistant Current = new(Corpus);
    private static readonly Assistant Assistant = Current.Now.Assistant;
    private static readonly IOptions<StorageOptions> Storage = Options.Create(new StorageOptions());
    private static readonly TeamsReply Replies = Current.Now.Teams;

    internal static readonly TeamsBot Bot = new(new VerbsBot(new BackCareBot(Current, Storage, Options.Create(new BackCareOptions()), NullLogger<BackCareBot>.Instance), Current, Storage), Current);

    [Fact]
    public void A_question_is_answered_with_a_card_that_says_all_and_a_text_for_who_sees_no_cards()
    {
        var replies = Bot.Answer(SampleTests.Read("message-personal"), null).Activities;

        // Teams splits a text with a card into two messages and tells the id of neither.
        replies.Count.ShouldBe(2);
        var (titles, reply) = (replies[0], replies[1]);
        titles.Attachments.ShouldBeNull();
        titles.Text.ShouldNotBeNull().ShouldContain("[1]");
        reply.Text.ShouldBeNull();
        replies.ShouldAllBe(sent => sent.ReplyToId == "1700000000001" && sent.Id == null);
        var card = Card(reply);
        var shown = string.Join('\n', Texts(card));
        shown.ShouldContain("Make sure that you keep something between your skin and the ice");
        shown.ShouldContain("Ice Massage Therapy for Recurring Back Pains");
        shown.ShouldContain("As the article says it");
        shown.ShouldContain("not medical advice");
        foreach (var fallback in new[] { reply.Summary!, card["fallbackText"]!.GetValue<string>() })
        {
            fallback.ShouldContain("Make sure that you keep something between your skin and the ice");
            fallback.ShouldContain("[1] “Ice Massage Therapy for Recurring Back Pains”");
            fallback.ShouldContain("not medical advice");
        }
    }

    [Fact]
    public void Every_answer_of_the_corpus_keeps_the_limits_of_Teams()
    {
        foreach (var passage in Assistant.Corpus.Passages)
        {
            var message = SampleTests.Read("message-personal") with { Text = passage.Title };
            foreach (var reply in Bot.Answer(message, null).Activities)
                ShouldKeepLimits(reply);
        }
    }

    [Fact]
    public void The_citation_entity_names_what_the_text_points_at()
    {
        var reply = Bot.Answer(SampleTests.Read("message-personal"), null).Activities[0];

        var citations = reply.Entities!.Single()["citation"]!.AsArray();
        foreach (var citation in citations)
            reply.Text!.ShouldContain($"[{citation!["position"]!.GetValue<int>()}]");
        citations[0]!["appearance"]!["name"]!.GetValue<string>().ShouldBe("Ice Massage Therapy for Recurring Back Pains");
    }

    [Theory]
    [InlineData("message-personal", "is ice massage safe?")]
    [InlineData("message-with-mention", "is ice massage safe?")]
    [InlineData("message-in-channel-thread", "how long should I ice my back?")]
    [InlineData("message-two-mentions", "Alex Doe asks: is ice massage safe?")]
    public void What_was_asked_is_read_without_the_mention(string sample, string expected) =>
        TeamsText.Of(SampleTests.Read(sample)).ShouldBe(expected);

    [Theory]
    [InlineData("<at>BackCare</at> hello", "<at>BackCare</at>", "hello")]
    [InlineData("<AT>backcare</AT> hello", "<at>BackCare</at>", "hello")]
    [InlineData("<at id=\"0\">BackCare</at> hello", "<at>BackCare</at>", "hello")]
    [InlineData("<at>BackCare</at>hello <at>BackCare</at>", null, "hello")]
    [InlineData("hello<at>BackCare</at>there", "<at>BackCare</at>", "hello there")]
    [InlineData("\u00a0 <at>BackCare</at>\u00a0\u00a0 hello\n", "<at>BackCare</at>", "hello")]
    [InlineData("<at>BackCare</at>", "<at>BackCare</at>", "")]
    [InlineData("<at>Back(Care.*</at> x", "gone", "Back(Care.* x")]
    [InlineData("is 5 &lt; 10 &amp; so on", null, "is 5 < 10 & so on")]
    public void Mentions_are_stripped_though_entity_and_text_differ(string text, string? entityText, string expected)
    {
        var message = SampleTests.Read("message-with-mention") with { Text = text, Entities = [Mention(entityText)] };

        TeamsText.Of(message).ShouldBe(expected);
    }

    [Fact]
    public void A_mention_and_nothing_else_gets_an_answer()
    {
        var message = SampleTests.Read("message-with-mention") with { Text = "<at>BackCare</at>" };

        Bot.Answer(message, null).Activities.Single().Text.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void The_bot_introduces_itself_once_though_Teams_says_twice_that_it_was_added()
    {
        var first = Bot.Answer(SampleTests.Read("members-added-personal"), null);
        var second = Bot.Answer(SampleTests.Read("installed-personal"), first.State);

        first.Activities.Single().Text.ShouldNotBeNull().ShouldContain("massage for back pain");
        first.Activities.Single().SuggestedActions!.Actions.ShouldNotBeEmpty();
        second.Activities.ShouldBeEmpty();
    }

    [Fact]
    public void In_a_group_the_introduction_says_how_to_call_it_and_who_reads_along()
    {
        var welcome = Bot.Answer(SampleTests.Read("members-added-group"), null).Activities.Single();

        welcome.Text.ShouldNotBeNull().ShouldContain("@BackCare");
        welcome.Text.ShouldContain("Everybody here can read");
        welcome.Text.ShouldContain("https://teams.microsoft.com/l/chat/0/0?users=28%3A");
        welcome.SuggestedActions.ShouldBeNull();
    }

    [Theory]
    [InlineData("member-joined-team")]
    [InlineData("team-renamed")]
    [InlineData("reaction-added")]
    [InlineData("message-deleted")]
    [InlineData("message-undeleted")]
    [InlineData("type-unknown")]
    [InlineData("invoke-unknown")]
    public void The_rest_is_taken_in_silence(string sample)
    {
        var turn = Bot.Answer(SampleTests.Read(sample), "{\"welcomed\":true}");

        turn.Activities.ShouldBeEmpty();
        turn.State.ShouldBe("{\"welcomed\":true}");
    }

    [Fact]
    public void A_red_flag_told_in_private_is_referred_in_full_with_high_importance_and_numbers_to_tap()
    {
        var message = SampleTests.Read("message-personal") with { Text = "my saddle area is numb and I can't pee" };

        var reply = Bot.Answer(message, null).Activities.Single();

        reply.Importance.ShouldBe("high");
        reply.Attachments.ShouldBeNull();
        reply.SuggestedActions.ShouldBeNull();
        reply.Text.ShouldNotBeNull().ShouldContain("(tel:999)");
        reply.Text.ShouldContain("emergency department");
    }

    [Theory]
    [InlineData("message-with-mention")]
    [InlineData("message-in-channel-thread")]
    public void A_red_flag_told_where_others_read_along_is_referred_without_what_was_told(string sample)
    {
        var message = SampleTests.Read(sample) with { Text = "<at>BackCare</at> my saddle area is numb and I can't pee" };

        var reply = Bot.Answer(message, null).Activities.Single();

        reply.Text.ShouldNotBeNull().ShouldContain("Please get help now.");
        reply.Text.ShouldContain("(tel:");
        reply.Text.ShouldContain("https://teams.microsoft.com/l/chat/0/0?users=28%3A");
        foreach (var told in new[] { "numb", "pee", "poo", "saddle" })
            reply.Text.ShouldNotContain(told, Case.Insensitive);
        reply.Importance.ShouldBeNull();
        reply.Summary.ShouldBeNull();
        reply.Conversation!.Id.ShouldBe(message.Conversation!.Id);
    }

    [Theory]
    [InlineData(Urgency.Emergency, true)]
    [InlineData(Urgency.Crisis, true)]
    [InlineData(Urgency.Urgent, true)]
    [InlineData(Urgency.Soon, false)]
    public void Every_urgency_has_a_form_for_where_others_read_along(Urgency urgency, bool hasNumbers)
    {
        var referral = new Reply.Referral(urgency, [new RedFlag("any", urgency)], "Headline.", ["Told in private."], [new PhoneNumber("Emergency (UK)", "999", "999")]);

        var text = Replies.Of(referral, SampleTests.Read("message-with-mention")).Single().Text!;

        text.ShouldStartWith("**Headline.** ");
        text.ShouldNotContain("Told in private");
        text.Contains("(tel:999)").ShouldBe(hasNumbers);
    }

    [Fact]
    public void An_edit_that_adds_a_red_flag_is_referred()
    {
        var edit = SampleTests.Read("message-edited") with { Text = "my back hurts and my saddle area is numb and I can't pee" };

        Bot.Answer(edit, null).Activities.Single().Importance.ShouldBe("high");
    }

    [Fact]
    public void Teams_own_thumbs_are_tied_to_the_passages_that_were_shown_and_answered_with_an_empty_object()
    {
        var asked = Bot.Answer(SampleTests.Read("message-personal"), null);
        var rating = SampleTests.Read("feedback") with { RelatesTo = new ConversationReference { ActivityId = "1700000000001" } };

        var turn = Bot.Answer(rating, asked.State);

        InvokeResponse.Status(turn.Activities.Single()).ShouldBe(200);
        InvokeResponse.Body(turn.Activities.Single())!.ToJsonString().ShouldBe("{}");
        turn.Feedback.ShouldNotBeNull();
        turn.Feedback.Passages.ShouldContain("ice-barrier");
        turn.Feedback.Helpful.ShouldBe(false);
        turn.Feedback.Comment.ShouldBe("too long");
    }

    [Fact]
    public void A_thumb_that_does_not_say_what_it_is_about_counts_where_one_answer_was_given()
    {
        var rating = SampleTests.Read("feedback") with { ReplyToId = null, RelatesTo = null };
        var one = Bot.Answer(SampleTests.Read("message-personal"), null);
        var two = Bot.Answer(SampleTests.Read("message-personal") with { Id = "another" }, one.State);

        Bot.Answer(rating, one.State).Feedback.ShouldNotBeNull().Passages.ShouldContain("ice-barrier");
        Bot.Answer(rating, two.State).Feedback.ShouldBeNull();
    }

    [Fact]
    public void A_thumb_on_the_card_is_tied_to_the_passages_that_were_shown_and_thanked_for()
    {
        var asked = Bot.Answer(SampleTests.Read("message-personal"), null);
        var thumb = Card(asked.Activities[1])["actions"]!.AsArray().Single(action => action!["title"]!.GetValue<string>().Contains("👍"))!;

        var turn = Bot.Answer(SampleTests.Read("card-submit") with { Value = thumb["data"]!.DeepClone() }, asked.State);

        turn.Feedback.ShouldNotBeNull();
        turn.Feedback.Passages.ShouldContain("ice-barrier");
        turn.Feedback.Helpful.ShouldBe(true);
        turn.Activities.Single().Text.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void A_thumb_on_what_was_never_shown_is_no_feedback()
    {
        Bot.Answer(SampleTests.Read("card-submit"), null).Feedback.ShouldBeNull();
        Bot.Answer(SampleTests.Read("feedback"), null).Feedback.ShouldBeNull();
    }

    [Fact]
    public void Another_passage_on_the_card_is_asked_for_by_its_title()
    {
        var asked = Bot.Answer(SampleTests.Read("message-personal"), null);
        var other = Elements(Card(asked.Activities[1])["body"]).Select(pair => pair.Element["selectAction"]).First(action => action?["data"]?["msteams"] is not null)!;
        var said = other["data"]!["msteams"]!["text"]!.GetValue<string>();

        var reply = Bot.Answer(SampleTests.Read("message-back") with { Text = said }, asked.State).Activities[1];

        var passage = Shipped.Assistant.Corpus.Passages.Single(passage => passage.Title == said);
        string.Join('\n', Texts(Card(reply))).ShouldContain(passage.Quote);
    }

    [Fact]
    public void In_a_group_a_person_is_shown_only_what_they_said_and_what_was_said_to_that()
    {
        var asked = SampleTests.Read("message-with-mention") with { Id = "1", Text = "is ice safe?" };
        var other = asked with { Id = "2", From = new ChannelAccount { Id = "29:other" }, Text = "my back hurts" };
        Activity[] kept = [asked, asked.CreateReply("Ice is cold."), other, other.CreateReply("Sorry to hear that.")];

        var turn = Bot.Answer(asked with { Id = "3", Text = "<at>BackCare</at> my data" }, Bot.Answer(other, null).State);

        var text = string.Join('\n', turn.Report.ShouldNotBeNull()(kept).Select(activity => activity.Text));
        text.ShouldContain("2 entries");
        text.ShouldContain("is ice safe?");
        text.ShouldContain("Ice is cold.");
        text.ShouldNotContain("my back hurts");
        text.ShouldNotContain("Sorry to hear that.");
        text.ShouldNotContain("turns");
    }

    [Fact]
    public void The_country_of_the_client_chooses_the_number() =>
        TeamsScope.Locale(SampleTests.Read("message-personal")).ShouldBe("en-GB");

    [Fact]
    public void When_the_bot_is_removed_the_conversation_is_forgotten() =>
        Bot.Answer(SampleTests.Read("removed-personal"), "{}").Forget.ShouldBeTrue();

    [Fact]
    public void Other_channels_are_left_alone()
    {
        var reply = Bot.Answer(SampleTests.Read("message-personal") with { ChannelId = "directline" }, null).Activities.Single();

        reply.Attachments.ShouldBeNull();
    }

    [Fact]
    public void What_can_be_read_as_formatting_is_shown_as_it_stands()
    {
        var passage = Assistant.Corpus.Passages[0] with { Title = "*bold* <b>", Quote = "a *b* <script> [x](https://example.com) _c_" };
        var answer = new Reply.Answer([], [new QuotedPassage(1, passage, 1, 1, ConfidenceLevel.High)], "Disclaimer.");

        var replies = Replies.Of(answer, SampleTests.Read("message-personal"));

        replies[0].Text.ShouldBe("\\*bold\\* &lt;b> [1]");
        Texts(Card(replies[1])).ShouldContain("“a *b* <script> [x](https://example.com) _c_”");
    }

    private static void ShouldKeepLimits(Activity reply)
    {
        var wire = ActivityJson.Write(reply);
        // Teams takes 100 KB; 28 KB is a limit people report, and ours to keep.
        Encoding.Unicode.GetByteCount(wire).ShouldBeLessThan(28 * 1024);
        (reply.SuggestedActions?.Actions.Count ?? 0).ShouldBeLessThanOrEqualTo(6);
        reply.SuggestedActions?.Actions.ShouldAllBe(action => action.Type == "imBack");
        foreach (var claim in reply.Entities?.Single()["citation"]?.AsArray() ?? [])
        {
            claim!["appearance"]!["name"]!.GetValue<string>().Length.ShouldBeInRange(1, 80);
            claim["appearance"]!["abstract"]!.GetValue<string>().Length.ShouldBeInRange(1, 160);
        }

        foreach (var attachment in reply.Attachments ?? [])
            ShouldBeACard(attachment);
    }

    // The parts of the Adaptive Card 1.5 schema that are used, and what Teams adds to them.
    private static void ShouldBeACard(Attachment attachment)
    {
        attachment.ContentType.ShouldBe("application/vnd.microsoft.card.adaptive");
        var card = attachment.Content!.AsObject();
        card["version"]!.GetValue<string>().ShouldBe("1.5");
        card["actions"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(6);
        foreach (var action in card["actions"]!.AsArray())
        {
            action!["type"]!.GetValue<string>().ShouldBe("Action.Submit");
            action["title"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
        }

        ImmutableArray<string> known = ["Container", "RichTextBlock", "TextRun"];
        foreach (var (type, element) in Elements(card["body"]))
        {
            known.ShouldContain(type);
            if (type == "Container" && element["selectAction"] is { } action)
                action["title"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
            else if (type == "Container")
                element["style"]!.GetValue<string>().ShouldBeOneOf("default", "emphasis", "good", "attention", "warning", "accent");
            if (type == "TextRun")
                element["text"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
        }
    }

    private static IEnumerable<(string Type, JsonObject Element)> Elements(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var element in list.SelectMany(Elements))
                    yield return element;
                break;
            case JsonObject element when element["type"] is { } type && !type.GetValue<string>().StartsWith("Action.", StringComparison.Ordinal):
                yield return (type.GetValue<string>(), element);
                foreach (var inner in Elements(element["items"]).Concat(Elements(element["inlines"])))
                    yield return inner;
                break;
        }
    }

    private static IEnumerable<string> Texts(JsonObject card) =>
        Elements(card["body"]).Where(pair => pair.Type == "TextRun").Select(pair => pair.Element["text"]!.GetValue<string>());

    private static JsonObject Card(Activity reply) => reply.Attachments!.Single().Content!.AsObject();

    private static JsonObject Mention(string? text)
    {
        var recipient = SampleTests.Read("message-with-mention").Recipient!.Id;
        var mention = new JsonObject { ["type"] = "mention", ["mentioned"] = new JsonObject { ["id"] = recipient, ["name"] = "BackCare" } };
        if (text is not null)
            mention["text"] = text;
        return mention;
    }
}
