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

    [Fact]
    public async Task The_first_activity_of_a_conversation_has_place_one_and_the_next_has_two()
    {
        (await Accept(Ann, null, "a")).ShouldBe(new Accepted(1, IsNew: true));
        (await Accept(Ann, null, "b")).ShouldBe(new Accepted(2, IsNew: true));
        (await Accept(Bob, null, "c")).ShouldBe(new Accepted(1, IsNew: true));
    }

    [Fact]
    public async Task The_same_activity_delivered_again_is_taken_in_once()
    {
        await Accept(Ann, "key", "a");
        await Answer(Ann, Echo());

        (await Accept(Ann, "key", "a")).ShouldBe(new Accepted(1, IsNew: false));
        (await Answer(Ann, Echo())).ShouldBeEmpty();
        (await Accept(Bob, "key", "a")).IsNew.ShouldBeTrue();
    }

    [Fact]
    public async Task The_place_is_known_when_the_activity_is_written()
    {
        await Accept(Ann, null, "a");
        await Store.Accept(Ann, null, sequence => $"id {sequence}", Soon);

        (await Texts(Ann)).ShouldBe(["a", "id 2"]);
    }

    [Fact]
    public async Task An_activity_is_answered_once_and_its_reply_follows_it()
    {
        await Accept(Ann, null, "a");

        var kept = await Answer(Ann, Echo());
        var again = await Answer(Ann, Echo());

        kept.ShouldBe([new LoggedActivity(2, "re: a", FromBot: true)]);
        again.ShouldBeEmpty();
        (await Texts(Ann)).ShouldBe(["a", "re: a"]);
    }

    [Fact]
    public async Task What_waits_is_answered_in_order()
    {
        await Accept(Ann, null, "a");
        await Accept(Ann, null, "b");

        await Answer(Ann, Echo());

        (await Texts(Ann)).ShouldBe(["a", "b", "re: a", "re: b"]);
    }

    [Fact]
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

    [Fact]
    public async Task A_turn_that_fails_leaves_nothing_and_is_answered_later()
    {
        await Accept(Ann, null, "a");

        await Should.ThrowAsync<InvalidOperationException>(() => Answer(Ann, _ => throw new InvalidOperationException("a bug")));

        (await Texts(Ann)).ShouldBe(["a"]);
        (await Answer(Ann, Echo())).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_next_place_told_to_a_turn_is_where_its_reply_is_kept()
    {
        await Accept(Ann, null, "a");

        var kept = await Answer(Ann, pending => new TurnOutcome(null, [$"{pending.NextSequence}", $"{pending.NextSequence + 1}"], Send: false));

        kept.Select(activity => activity.Json).ShouldBe(kept.Select(activity => $"{activity.Sequence}"));
    }

    [Fact]
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

    [Fact]
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

    [Fact]
    public async Task A_word_of_the_bots_own_accord_begins_a_conversation_and_waits_for_no_answer()
    {
        (await Store.Append(Ann, sequence => $"welcome {sequence}", Soon)).ShouldBe(new LoggedActivity(1, "welcome 1", FromBot: true));

        (await Store.Unanswered(Soon)).ShouldBeEmpty();
        (await Texts(Ann)).ShouldBe(["welcome 1"]);
    }

    [Fact]
    public async Task Conversations_with_something_unanswered_can_be_found()
    {
        await Accept(Ann, null, "a");
        await Accept(Bob, null, "b");
        await Answer(Ann, Echo());

        (await Store.Unanswered(Soon)).ShouldBe([Bob]);
    }

    [Fact]
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

    [Fact]
    public async Task Waiting_for_news_can_be_given_up()
    {
        using var patience = new CancellationTokenSource();
        var waiting = Store.WaitForNews(Ann, 0, patience.Token);

        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
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

    [Fact]
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

    [Fact]
    public async Task A_clock_set_back_an_hour_holds_up_no_reply()
    {
        await Accept(Bob, null, "b");
        await Answer(Bob, Echo(send: true));
        await Store.ClaimOutbox(10, Soon);

        Clock.Move(TimeSpan.FromHours(-1));

        (await Store.ClaimOutbox(10, Soon)).ShouldHaveSingleItem();
        (await Store.ClaimOutbox(10, Soon)).ShouldBeEmpty();
    }

    [Fact]
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

    [Fact]
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

    [Fact]
    public async Task Ids_and_texts_of_any_kind_are_taken()
    {
        var strange = new ConversationKey("direct\0line", new string('x', 5000) + "\ud800");
        await Store.Accept(strange, "\0\udfff" + new string('k', 5000), _ => "nul \0 and half \ud800 a pair, 🧊", Soon);

        (await Store.Accept(strange, "\0\udfff" + new string('k', 5000), _ => "", Soon)).IsNew.ShouldBeFalse();
        (await Answer(strange, Echo())).Count.ShouldBe(1);
        (await Texts(strange))[0].ShouldEndWith("🧊");
        (await Store.Unanswered(Soon)).ShouldBeEmpty();
    }

    protected Task<Accepted> Accept(ConversationKey key, string? activityKey, string text) => Store.Accept(key, activityKey, _ => text, Soon);

    protected Task<IReadOnlyList<LoggedActivity>> Answer(ConversationKey key, Func<PendingActivity, TurnOutcome> answer) => Store.Answer(key, answer, Soon);

    protected static Func<PendingActivity, TurnOutcome> Echo(bool send = false) =>
        pending => new TurnOutcome(pending.State, [$"re: {pending.Json}"], send);

    private async Task<IReadOnlyList<string>> Texts(ConversationKey key) =>
        [.. (await Store.Since(key, 0, 1000, Soon))!.Select(activity => activity.Json)];
}
