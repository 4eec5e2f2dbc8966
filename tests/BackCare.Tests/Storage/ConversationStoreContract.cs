using BackCare.Storage;

namespace BackCare.Tests.Storage;

/// <summary>What every store promises; each store runs all of it.</summary>
public abstract class ConversationStoreContract
{
    private static readonly ConversationKey Ann = new("directline", "ann");
    private static readonly ConversationKey Bob = new("msteams", "19:bob@thread.v2;messageid=1");

    private protected StoreClock Clock { get; } = new();

    protected abstract IConversationStore Store { get; }

    private static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    [StoreFact]
    public async Task The_first_activity_of_a_conversation_has_place_one_and_the_next_has_two()
    {
        (await Accept(Ann, null, "a")).ShouldBe(new Accepted(1, IsNew: true));
        (await Accept(Ann, null, "b")).ShouldBe(new Accepted(2, IsNew: true));
        (await Accept(Bob, null, "c")).ShouldBe(new Accepted(1, IsNew: true));
    }

    [StoreFact]
    public async Task The_same_activity_delivered_again_is_taken_in_once()
    {
        await Accept(Ann, "key", "a");
        await Answer(Ann, Echo());

        (await Accept(Ann, "key", "a")).ShouldBe(new Accepted(1, IsNew: false));
        (await Answer(Ann, Echo())).ShouldBeEmpty();
        (await Accept(Bob, "key", "a")).IsNew.ShouldBeTrue();
    }

    [StoreFact]
    public async Task The_place_is_known_when_the_activity_is_written()
    {
        await Accept(Ann, null, "a");
        await Store.Accept(Ann, null, sequence => $"id {sequence}", Soon);

        (await Texts(Ann)).ShouldBe(["a", "id 2"]);
    }

    [StoreFact]
    public async Task An_activity_is_answered_once_and_its_reply_follows_it()
    {
        await Accept(Ann, null, "a");

        var kept = await Answer(Ann, Echo());
        var again = await Answer(Ann, Echo());

        kept.ShouldBe([new LoggedActivity(2, "re: a", FromBot: true)]);
        again.ShouldBeEmpty();
        (await Texts(Ann)).ShouldBe(["a", "re: a"]);
    }

    [StoreFact]
    public async Task What_waits_is_answered_in_order()
    {
        await Accept(Ann, null, "a");
        await Accept(Ann, null, "b");

        await Answer(Ann, Echo());

        (await Texts(Ann)).ShouldBe(["a", "b", "re: a", "re: b"]);
    }

    [StoreFact]
    public async Task The_state_of_one_turn_comes_into_the_next()
    {
        var seen = new List<string?>();
        TurnOutcome Count(PendingActivity pending)
        {
            seen.Add(pending.State);
            return new TurnOutcome($"{pending.Json}+", [], Send: false);
        }

        await Accept(Ann, null, "a");
        await Accept(Ann, null, "b");
        await Answer(Ann, Count);
        await Accept(Ann, null, "c");
        await Answer(Ann, Count);

        seen.ShouldBe([null, "a+", "b+"]);
    }

    [StoreFact]
    public async Task A_turn_that_fails_leaves_nothing_and_is_answered_later()
    {
        await Accept(Ann, null, "a");

        await Should.ThrowAsync<InvalidOperationException>(() => Answer(Ann, _ => throw new InvalidOperationException("a bug")));

        (await Texts(Ann)).ShouldBe(["a"]);
        (await Answer(Ann, Echo())).Count.ShouldBe(1);
    }

    [StoreFact]
    public async Task The_next_place_told_to_a_turn_is_where_its_reply_is_kept()
    {
        await Accept(Ann, null, "a");

        var kept = await Answer(Ann, pending => new TurnOutcome(null, [$"{pending.NextSequence}", $"{pending.NextSequence + 1}"], Send: false));

        kept.Select(activity => activity.Json).ShouldBe(kept.Select(activity => $"{activity.Sequence}"));
    }

    [StoreFact]
    public async Task Messages_that_arrive_at_once_are_each_answered_once_and_in_order()
    {
        var turns = Enumerable.Range(0, 40).Select(number => Task.Run(async () =>
        {
            await Accept(Ann, $"key {number}", $"{number}");
            return await Answer(Ann, pending => new TurnOutcome(
                $"{pending.State}|{pending.Json}",
                [$"{pending.NextSequence} re: {pending.Json}"],
                Send: false));
        }));

        var kept = (await Task.WhenAll(turns)).SelectMany(replies => replies).ToList();

        var log = await Store.Since(Ann, 0, 1000, Soon);
        log!.Select(activity => activity.Sequence).ShouldBe(Enumerable.Range(1, 80).Select(place => (long)place));
        var replies = log!.Where(activity => activity.FromBot).ToList();
        replies.ShouldBe(kept, ignoreOrder: true);
        replies.ShouldAllBe(reply => reply.Json.StartsWith($"{reply.Sequence} re: ", StringComparison.Ordinal));
        replies.Select(reply => reply.Json.Split(": ")[1]).ShouldBe(log!.Where(activity => !activity.FromBot).Select(activity => activity.Json));
    }

    [StoreFact]
    public async Task A_message_is_taken_in_and_answered_at_once()
    {
        (await Take(Bob, "key", "a", Echo(send: true))).ShouldBe(new Taken(new Accepted(1, IsNew: true), Failure: null));
        (await Take(Bob, null, "b", Echo())).ShouldBe(new Taken(new Accepted(3, IsNew: true), Failure: null));

        (await Texts(Bob)).ShouldBe(["a", "re: a", "b", "re: b"]);
        (await Store.ClaimOutbox(10, Soon)).ShouldHaveSingleItem().Json.ShouldBe("re: a");
        (await Store.Unanswered(Soon)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_message_taken_at_once_and_delivered_again_is_answered_once()
    {
        await Take(Ann, "key", "a", Echo());
        await Accept(Ann, "other", "b");

        (await Take(Ann, "key", "a", Echo())).ShouldBe(new Taken(new Accepted(1, IsNew: false), Failure: null));
        (await Take(Ann, "other", "b", Echo())).ShouldBe(new Taken(new Accepted(3, IsNew: false), Failure: null));

        (await Texts(Ann)).ShouldBe(["a", "re: a", "b", "re: b"]);
    }

    [StoreFact]
    public async Task What_waits_is_answered_before_a_message_that_is_taken_at_once()
    {
        await Accept(Ann, null, "a");

        await Take(Ann, null, "b", Echo());

        (await Texts(Ann)).ShouldBe(["a", "b", "re: a", "re: b"]);
    }

    [StoreFact]
    public async Task The_state_and_all_that_is_kept_come_into_a_message_taken_at_once()
    {
        var seen = new List<string?>();
        TurnOutcome See(PendingActivity pending)
        {
            seen.Add($"{pending.State}: {string.Join('|', pending.Kept().Select(kept => $"{kept.Sequence} {kept.Json}"))}");
            return Recording(pending) with { State = $"{pending.State}+" };
        }

        await Take(Ann, null, "a", See);
        await Take(Ann, null, "b", See);

        seen.ShouldBe([": 1 a", "+: 1 a|2 re|3 b"]);
        (await Kept(RecordKind.Audit)).Count.ShouldBe(2);
        (await Kept(RecordKind.Feedback)).Count.ShouldBe(2);
    }

    [StoreFact]
    public async Task A_message_that_can_not_be_answered_at_once_is_kept_and_waits()
    {
        var bug = new InvalidOperationException("a bug");

        var taken = await Take(Ann, "key", "a", _ => throw bug);

        taken.ShouldBe(new Taken(new Accepted(1, IsNew: true), bug));
        (await Store.Unanswered(Soon)).ShouldBe([Ann]);
        (await Take(Ann, "key", "a", Echo())).ShouldBe(new Taken(new Accepted(1, IsNew: false), Failure: null));
        (await Texts(Ann)).ShouldBe(["a", "re: a"]);
    }

    [StoreFact]
    public async Task A_message_that_asks_to_be_forgotten_forgets_at_once()
    {
        await Take(Bob, "first", "a", pending => Recording(pending) with { Send = true, State = "told" });

        await Take(Bob, "second", "forget", _ => new TurnOutcome(null, ["gone"], Send: true, Forget: true));

        (await Texts(Bob)).ShouldBe(["gone"]);
        (await Store.ClaimOutbox(10, Soon)).ShouldHaveSingleItem().Json.ShouldBe("gone");
        (await Kept(RecordKind.Feedback)).ShouldBeEmpty();
        (await Take(Bob, "second", "forget", Echo())).Accepted.ShouldBe(new Accepted(3, IsNew: false));
        await Take(Bob, "third", "b", pending => new TurnOutcome(null, [$"state: {pending.State}"], Send: false));
        (await Texts(Bob)).ShouldBe(["gone", "b", "state: "]);
    }

    [StoreFact]
    public async Task Messages_taken_at_once_by_many_are_each_answered_once_and_in_their_places()
    {
        var turns = Enumerable.Range(0, 60).Select(number => Task.Run(async () =>
        {
            TurnOutcome Reply(PendingActivity pending) => new(null, [$"{pending.NextSequence} re: {pending.Json}"], Send: false);

            // Some by both ways, some delivered twice.
            if (number % 3 == 0)
            {
                await Accept(Ann, $"key {number}", $"{number}");
                await Answer(Ann, Reply);
            }

            var taken = await Take(Ann, $"key {number}", $"{number}", Reply);
            taken.Failure.ShouldBeNull();
        }));

        await Task.WhenAll(turns);

        var log = (await Store.Since(Ann, 0, 1000, Soon))!;
        log.Select(activity => activity.Sequence).ShouldBe(Enumerable.Range(1, 120).Select(place => (long)place));
        var said = log.Where(activity => !activity.FromBot).Select(activity => activity.Json).ToList();
        said.ShouldBe(Enumerable.Range(0, 60).Select(number => $"{number}"), ignoreOrder: true);
        var replies = log.Where(activity => activity.FromBot).ToList();
        replies.Select(reply => reply.Json.Split(": ")[1]).ShouldBe(said);
        replies.ShouldAllBe(reply => reply.Json.StartsWith($"{reply.Sequence} re: ", StringComparison.Ordinal));
    }

    [StoreFact]
    public async Task A_conversation_is_read_from_a_watermark_in_pages()
    {
        for (var number = 1; number <= 5; number++)
            await Accept(Ann, null, $"{number}");

        (await Store.Since(Ann, 0, 2, Soon))!.Select(activity => activity.Json).ShouldBe(["1", "2"]);
        (await Store.Since(Ann, 2, 2, Soon))!.Select(activity => activity.Json).ShouldBe(["3", "4"]);
        (await Store.Since(Ann, 5, 2, Soon))!.ShouldBeEmpty();
        (await Store.Since(Ann, 99, 2, Soon))!.ShouldBeEmpty();
        (await Store.Since(Bob, 0, 2, Soon)).ShouldBeNull();
    }

    [StoreFact]
    public async Task A_word_of_the_bots_own_accord_begins_a_conversation_and_waits_for_no_answer()
    {
        (await Store.Append(Ann, sequence => $"welcome {sequence}", Soon)).ShouldBe(new LoggedActivity(1, "welcome 1", FromBot: true));

        (await Store.Unanswered(Soon)).ShouldBeEmpty();
        (await Texts(Ann)).ShouldBe(["welcome 1"]);
    }

    [StoreFact]
    public async Task Conversations_with_something_unanswered_can_be_found()
    {
        await Accept(Ann, null, "a");
        await Accept(Bob, null, "b");
        await Answer(Ann, Echo());

        (await Store.Unanswered(Soon)).ShouldBe([Bob]);
    }

    [StoreFact]
    public async Task News_wakes_whoever_waits_for_it()
    {
        await Accept(Ann, null, "a");
        await Store.WaitForNews(Ann, 0, Soon);

        var waiting = Store.WaitForNews(Ann, 1, Soon);
        waiting.IsCompleted.ShouldBeFalse();
        await Answer(Ann, Echo());
        await waiting;

        var next = Store.WaitForNews(Ann, 2, Soon);
        await Accept(Ann, null, "b");
        await next;
    }

    [StoreFact]
    public async Task Waiting_for_news_can_be_given_up()
    {
        using var patience = new CancellationTokenSource();
        var waiting = Store.WaitForNews(Ann, 0, patience.Token);

        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [StoreFact]
    public async Task A_reply_to_be_sent_is_claimed_once_until_its_claim_runs_out()
    {
        await Accept(Bob, null, "b");
        await Answer(Bob, Echo(send: true));

        var claimed = (await Store.ClaimOutbox(10, Soon)).ShouldHaveSingleItem();
        claimed.ShouldBe(new OutboxEntry(claimed.Id, Bob, "re: b", Attempts: 0));
        (await Store.ClaimOutbox(10, Soon)).ShouldBeEmpty();

        Clock.Move(TimeSpan.FromMinutes(2));
        (await Store.ClaimOutbox(10, Soon)).ShouldHaveSingleItem().Attempts.ShouldBe(1);
    }

    [StoreFact]
    public async Task A_reply_that_was_sent_is_done_with_and_one_that_was_put_off_comes_back()
    {
        await Accept(Bob, null, "b");
        await Accept(Bob, null, "c");
        await Answer(Bob, Echo(send: true));
        var claimed = await Store.ClaimOutbox(10, Soon);

        await Store.SettleOutbox(claimed[0].Id, Soon);
        await Store.DeferOutbox(claimed[1].Id, Clock.GetUtcNow().AddSeconds(7), Soon);

        (await Store.ClaimOutbox(10, Soon)).ShouldBeEmpty();
        Clock.Move(TimeSpan.FromSeconds(8));
        (await Store.ClaimOutbox(10, Soon)).ShouldHaveSingleItem().Id.ShouldBe(claimed[1].Id);
    }

    [StoreFact]
    public async Task A_reply_waits_for_the_one_before_it_in_its_conversation()
    {
        await Accept(Bob, null, "b");
        await Answer(Bob, Echo(send: true));
        var first = (await Store.ClaimOutbox(10, Soon)).ShouldHaveSingleItem();
        await Accept(Bob, null, "c");
        await Answer(Bob, Echo(send: true));
        await Accept(Ann, null, "a");
        await Answer(Ann, Echo(send: true));

        (await Store.ClaimOutbox(10, Soon)).ShouldHaveSingleItem().Json.ShouldBe("re: a");
        await Store.SettleOutbox(first.Id, Soon);
        (await Store.ClaimOutbox(10, Soon)).ShouldHaveSingleItem().Json.ShouldBe("re: c");
    }

    [StoreFact]
    public async Task A_clock_set_back_an_hour_holds_up_no_reply()
    {
        await Accept(Bob, null, "b");
        await Answer(Bob, Echo(send: true));
        await Store.ClaimOutbox(10, Soon);

        Clock.Move(TimeSpan.FromHours(-1));

        (await Store.ClaimOutbox(10, Soon)).ShouldHaveSingleItem();
        (await Store.ClaimOutbox(10, Soon)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_deleted_conversation_is_unknown_and_nothing_of_it_is_sent()
    {
        await Accept(Bob, "key", "b");
        await Answer(Bob, Echo(send: true));
        await Accept(Bob, null, "c");

        await Store.Delete(Bob, Soon);

        (await Store.Since(Bob, 0, 10, Soon)).ShouldBeNull();
        (await Store.ClaimOutbox(10, Soon)).ShouldBeEmpty();
        (await Store.Unanswered(Soon)).ShouldBeEmpty();
        (await Accept(Bob, "key", "b")).ShouldBe(new Accepted(1, IsNew: true));
    }

    [StoreFact]
    public async Task A_forgotten_conversation_keeps_its_places_and_what_came_after()
    {
        await Accept(Bob, "first", "a");
        await Answer(Bob, Echo(send: true));
        await Accept(Bob, "second", "forget");

        var kept = await Answer(Bob, _ => new TurnOutcome(null, ["gone"], Send: true, Forget: true));

        kept.ShouldBe([new LoggedActivity(4, "gone", FromBot: true)]);
        (await Texts(Bob)).ShouldBe(["gone"]);
        (await Store.ClaimOutbox(10, Soon)).ShouldHaveSingleItem().Json.ShouldBe("gone");
        (await Accept(Bob, "second", "forget")).ShouldBe(new Accepted(3, IsNew: false));
        await Accept(Bob, "third", "b");
        (await Answer(Bob, pending => new TurnOutcome(null, [$"state: {pending.State}"], Send: false))).ShouldHaveSingleItem().Json.ShouldBe("state: ");
    }

    [StoreFact]
    public async Task Ids_and_texts_of_any_kind_are_taken()
    {
        var strange = new ConversationKey("direct\0line", new string('x', 5000) + "\ud800");
        await Store.Accept(strange, "\0\udfff" + new string('k', 5000), _ => "nul \0 and half \ud800 a pair, 🧊", Soon);

        (await Store.Accept(strange, "\0\udfff" + new string('k', 5000), _ => "", Soon)).IsNew.ShouldBeFalse();
        (await Answer(strange, Echo())).Count.ShouldBe(1);
        (await Texts(strange))[0].ShouldEndWith("🧊");
        (await Store.Unanswered(Soon)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task An_idle_conversation_is_swept_and_one_with_a_late_message_is_not()
    {
        await Accept(Ann, null, "a");
        await Answer(Ann, Echo(send: true));
        Clock.Move(TimeSpan.FromHours(20));
        await Accept(Bob, null, "b");
        Clock.Move(TimeSpan.FromHours(5));

        var swept = await Records.Sweep(Clock.GetUtcNow().AddHours(-24), Clock.GetUtcNow().AddDays(-90), Soon);

        swept.ShouldBe(1);
        (await Store.Since(Ann, 0, 10, Soon)).ShouldBeNull();
        (await Texts(Bob)).ShouldBe(["b"]);
        (await Store.ClaimOutbox(10, Soon)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task What_a_turn_leaves_for_operators_and_editors_is_kept_with_it()
    {
        await Accept(Ann, null, "a");
        await Answer(Ann, Recording);

        (await Kept(RecordKind.Audit)).ShouldBe(["{\"kind\":\"answer\"}"]);
        (await Kept(RecordKind.Unanswered)).ShouldBe(["what of magnets?"]);
        (await Kept(RecordKind.Feedback)).ShouldBe(["{\"passages\":[\"ice\"],\"helpful\":true,\"comment\":\"it’s good\"}"]);
    }

    [StoreFact]
    public async Task What_holds_a_persons_words_is_dated_to_the_day()
    {
        await Accept(Ann, null, "a");
        await Answer(Ann, Recording);

        (await Records.Records(RecordKind.Audit, 0, 10, Soon)).ShouldHaveSingleItem().At.ShouldBe(Clock.GetUtcNow());
        (await Records.Records(RecordKind.Unanswered, 0, 10, Soon)).ShouldHaveSingleItem().At.TimeOfDay.ShouldBe(TimeSpan.Zero);
        (await Records.Records(RecordKind.Feedback, 0, 10, Soon)).ShouldHaveSingleItem().At.TimeOfDay.ShouldBe(TimeSpan.Zero);
    }

    [StoreFact]
    public async Task A_deleted_conversation_leaves_no_words_in_the_records()
    {
        await Accept(Ann, null, "a");
        await Answer(Ann, Recording);

        await Store.Delete(Ann, Soon);

        (await Kept(RecordKind.Unanswered)).ShouldBeEmpty();
        (await Kept(RecordKind.Feedback)).ShouldBeEmpty();
        (await Kept(RecordKind.Audit)).Count.ShouldBe(1);
    }

    [StoreFact]
    public async Task A_forgotten_conversation_leaves_no_words_in_the_records()
    {
        await Accept(Ann, null, "a");
        await Answer(Ann, Recording);
        await Accept(Ann, null, "forget");

        await Answer(Ann, _ => new TurnOutcome(null, ["gone"], Send: false, Forget: true));

        (await Kept(RecordKind.Unanswered)).ShouldBeEmpty();
        (await Kept(RecordKind.Feedback)).ShouldBeEmpty();
        (await Kept(RecordKind.Audit)).Count.ShouldBe(1);
    }

    [StoreFact]
    public async Task Records_outlive_their_conversation_and_then_go_too()
    {
        await Accept(Ann, null, "a");
        await Answer(Ann, Recording);
        Clock.Move(TimeSpan.FromHours(25));
        await Records.Sweep(Clock.GetUtcNow().AddHours(-24), Clock.GetUtcNow().AddDays(-90), Soon);

        await Accept(Ann, null, "again");
        await Store.Delete(Ann, Soon);
        (await Kept(RecordKind.Unanswered)).ShouldBe(["what of magnets?"]);
        (await Kept(RecordKind.Feedback)).Count.ShouldBe(1);

        Clock.Move(TimeSpan.FromDays(91));
        await Records.Sweep(Clock.GetUtcNow().AddHours(-24), Clock.GetUtcNow().AddDays(-90), Soon);
        (await Kept(RecordKind.Unanswered)).ShouldBeEmpty();
        (await Kept(RecordKind.Feedback)).ShouldBeEmpty();
        (await Kept(RecordKind.Audit)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_person_can_be_shown_all_that_is_kept()
    {
        await Accept(Ann, null, "a");
        await Answer(Ann, Echo());
        await Accept(Ann, null, "my data");

        var kept = await Answer(Ann, pending => new TurnOutcome(null, [string.Join('|', pending.Kept().Select(activity => activity.Json))], Send: false));

        kept.ShouldHaveSingleItem().Json.ShouldBe("a|re: a|my data");
    }

    [StoreFact]
    public async Task Keys_are_kept_by_name_and_never_overwritten()
    {
        Records.AddKey("one", "<key>1</key>");
        Records.AddKey("two", "<key>2</key>");
        Records.AddKey("one", "<key>3</key>");

        Records.Keys().ShouldBe(["<key>1</key>", "<key>2</key>"], ignoreOrder: true);
        await Records.Check(Soon);
    }

    private IRecordStore Records => (IRecordStore)Store;

    private static TurnOutcome Recording(PendingActivity pending) => new(null, ["re"], Send: false)
    {
        Audit = "{\"kind\":\"answer\"}",
        Unanswered = "what of magnets?",
        Feedback = new Feedback(["ice"], Helpful: true, "it’s good"),
    };

    private async Task<IReadOnlyList<string>> Kept(RecordKind kind) => [.. (await Records.Records(kind, 0, 100, Soon)).Select(record => record.Text)];

    protected Task<Accepted> Accept(ConversationKey key, string? activityKey, string text) => Store.Accept(key, activityKey, _ => text, Soon);

    protected Task<Taken> Take(ConversationKey key, string? activityKey, string text, Func<PendingActivity, TurnOutcome> answer) =>
        Store.Take(key, activityKey, _ => text, answer, Soon);

    protected Task<IReadOnlyList<LoggedActivity>> Answer(ConversationKey key, Func<PendingActivity, TurnOutcome> answer) => Store.Answer(key, answer, Soon);

    protected static Func<PendingActivity, TurnOutcome> Echo(bool send = false) =>
        pending => new TurnOutcome(pending.State, [$"re: {pending.Json}"], send);

    private async Task<IReadOnlyList<string>> Texts(ConversationKey key) =>
        [.. (await Store.Since(key, 0, 1000, Soon))!.Select(activity => activity.Json)];
}
