using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BackCare.BrowserTests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BackCare.BrowserTests;

[Collection(Browsing.Name)]
public sealed class PageTests(Chromium chromium, Hosts hosts)
{
    [ChromiumFact]
    public async Task Is_ice_massage_safe_is_answered_with_a_quote_its_source_and_the_disclaimer()
    {
        var host = hosts.Real;
        await using var profile = await chromium.NewProfile();
        var chat = await ChatPage.Open(profile, host.Address);

        var reply = await chat.Ask("is ice massage safe?");

        await Expect(reply).ToHaveAttributeAsync("data-kind", "answer");
        await Expect(reply.Locator("blockquote").First).ToContainTextAsync("between your skin and the ice");
        await Expect(reply.Locator(".from a").First).ToContainTextAsync("Ice Massage Therapy for Recurring Back Pains");
        await Expect(reply.Locator(".evidence").First).ToContainTextAsync("As the article says it");
        await Expect(reply.Locator(".disclaimer")).ToContainTextAsync("not medical advice");
        chat.Complaints.ShouldBeEmpty();
    }

    [ChromiumFact]
    public async Task A_suggested_question_is_asked_by_the_keyboard_alone_and_focus_goes_to_it()
    {
        var host = hosts.Real;
        await using var profile = await chromium.NewProfile();
        var chat = await ChatPage.Open(profile, host.Address);

        await chat.Page.Locator("#questions button").First.FocusAsync();
        await chat.Page.Keyboard.PressAsync("Enter");
        await chat.Replies.First.WaitForAsync();
        await chat.FocusComesTo("question");
        for (var tabs = 0; tabs < 40 && await chat.Focused() != "message"; tabs++)
            await chat.Page.Keyboard.PressAsync("Tab");
        await chat.Page.Keyboard.TypeAsync("how long for?");
        await chat.Page.Keyboard.PressAsync("Enter");

        await Expect(chat.Replies).ToHaveCountAsync(2);
        await chat.FocusComesTo("message");
    }

    [ChromiumFact]
    public async Task Every_control_can_be_reached_and_focus_is_never_lost()
    {
        var host = hosts.Shown;
        await using var profile = await chromium.NewProfile();
        var chat = await ChatPage.Open(profile, host.Address);
        await chat.Ask("one");

        await chat.Page.Locator(".actions button").First.PressAsync("Enter");
        await chat.FocusComesTo("why-.*");
        await chat.Page.Keyboard.TypeAsync("clear");
        await chat.Page.Keyboard.PressAsync("Enter");
        await chat.FocusComesTo("thanks");
        await chat.Ask("emergency");
        await chat.Page.Locator("#pin button").Last.PressAsync("Enter");
        await chat.FocusComesTo("message");
        await chat.Page.Locator("#menu summary").PressAsync("Enter");
        await chat.Page.Keyboard.PressAsync("Escape");
        await chat.FocusComesTo("SUMMARY");
        await chat.Choose("start-over");
        await chat.Page.Locator("#dialog button[value=yes]").PressAsync("Enter");
        await chat.FocusComesTo("landing-title");
    }

    [ChromiumFact]
    public async Task An_answer_is_announced_once_and_politely_and_a_referral_at_once()
    {
        var host = hosts.Shown;
        await using var profile = await chromium.NewProfile();
        var chat = await ChatPage.Open(profile, host.Address);
        await chat.Page.EvaluateAsync("""
            () => {
              window.said = [];
              for (const id of ['polite', 'assertive'])
                new MutationObserver(() => { const text = document.getElementById(id).textContent; if (text) window.said.push(`${id}: ${text.slice(0, 60)}`); }).observe(document.getElementById(id), { childList: true, characterData: true, subtree: true });
            }
            """);

        await chat.Ask("one");
        await chat.Page.WaitForFunctionAsync("() => window.said.length === 1");
        await chat.Ask("emergency");
        await chat.Page.WaitForFunctionAsync("() => window.said.length === 2");
        await chat.Page.ReloadAsync();
        await Expect(chat.Replies).ToHaveCountAsync(2);

        var said = await chat.Page.EvaluateAsync<string?>("document.getElementById('polite').textContent + document.getElementById('assertive').textContent");
        said.ShouldBe("");
    }

    [ChromiumFact]
    public async Task A_referral_stays_in_sight_until_it_is_cleared_and_then_stays_away()
    {
        var host = hosts.Shown;
        await using var profile = await chromium.NewProfile();
        var chat = await ChatPage.Open(profile, host.Address);

        var referral = await chat.Ask("emergency");
        await chat.Ask("one");

        await Expect(referral.Locator("a.call")).ToHaveAttributeAsync("href", "tel:999");
        await Expect(referral.Locator("xpath=..").Locator(".actions button, blockquote")).ToHaveCountAsync(0);
        await Expect(chat.Page.Locator("#pin")).ToContainTextAsync("Call 999 now.");
        await chat.Page.ReloadAsync();
        await Expect(chat.Page.Locator("#pin")).ToContainTextAsync("Call 999 now.");
        await chat.Page.Locator("#pin button").Last.ClickAsync();
        await Expect(chat.Page.Locator("#pin")).ToBeHiddenAsync();
        await chat.Page.ReloadAsync();
        await Expect(chat.Replies).ToHaveCountAsync(2);
        await Expect(chat.Page.Locator("#pin")).ToBeHiddenAsync();
    }

    [ChromiumFact]
    public async Task A_reload_brings_everything_back_once_and_in_order()
    {
        var host = hosts.Real;
        await using var profile = await chromium.NewProfile();
        var chat = await ChatPage.Open(profile, host.Address);
        await chat.Ask("is ice massage safe?");
        await chat.Ask("how long for?");

        await chat.Page.ReloadAsync();
        await Expect(chat.Replies).ToHaveCountAsync(2);
        await chat.Ask("thanks");

        (await chat.Questions.AllTextContentsAsync()).ShouldBe(["is ice massage safe?", "how long for?", "thanks"]);
        await Expect(chat.Replies).ToHaveCountAsync(3);
    }

    [ChromiumFact]
    public async Task A_conversation_outlives_its_token()
    {
        using var host = WebHost.Start(new Dictionary<string, string> { ["DirectLine:TokenLifetime"] = "00:00:01" });
        await using var profile = await chromium.NewProfile();
        var chat = await ChatPage.Open(profile, host.Address);
        await chat.Ask("is ice massage safe?");
        var key = await chat.Page.EvaluateAsync<string>("JSON.parse(localStorage.backcare).id");

        await chat.Page.WaitForFunctionAsync("started => Date.now() - started > 1500", await chat.Page.EvaluateAsync<long>("Date.now()"));
        await chat.Ask("how long for?");

        (await chat.Page.EvaluateAsync<string>("JSON.parse(localStorage.backcare).id")).ShouldBe(key);
        (await chat.Questions.AllTextContentsAsync()).ShouldBe(["is ice massage safe?", "how long for?"]);
        await Expect(chat.Replies).ToHaveCountAsync(2);
    }

    [ChromiumFact]
    public async Task What_is_written_offline_is_sent_once_and_in_order_when_the_line_is_back()
    {
        var host = hosts.Shown;
        await using var profile = await chromium.NewProfile();
        var chat = await ChatPage.Open(profile, host.Address);
        await chat.Ask("first");

        await profile.SetOfflineAsync(true);
        foreach (var text in new[] { "second", "third" })
        {
            await chat.Message.FillAsync(text);
            await chat.Message.PressAsync("Enter");
        }

        await Expect(chat.Page.Locator("#state")).ToContainTextAsync("offline");
        await Expect(chat.Page.Locator(".mark-sent", new PageLocatorOptions { HasText = "Waiting" })).ToHaveCountAsync(2);
        await profile.SetOfflineAsync(false);

        await Expect(chat.Replies).ToHaveTextAsync(["first", "second", "third"]);
        await Expect(chat.Page.Locator("#state")).ToBeEmptyAsync(new LocatorAssertionsToBeEmptyOptions { Timeout = 10_000 });
        (await chat.Questions.AllTextContentsAsync()).ShouldBe(["first", "second", "third"]);
    }

    [ChromiumFact]
    public async Task What_was_written_offline_survives_a_closed_page()
    {
        var host = hosts.Shown;
        await using var profile = await chromium.NewProfile();
        var chat = await ChatPage.Open(profile, host.Address);
        await chat.Ask("first");
        await profile.SetOfflineAsync(true);
        await chat.Message.FillAsync("second");
        await chat.Message.PressAsync("Enter");
        await Expect(chat.Questions).ToHaveCountAsync(2);

        await chat.Page.CloseAsync();
        await profile.SetOfflineAsync(false);
        var again = await ChatPage.Open(profile, host.Address);

        await Expect(again.Replies).ToHaveTextAsync(["first", "second"]);
        (await again.Questions.AllTextContentsAsync()).ShouldBe(["first", "second"]);
    }

    [ChromiumFact]
    public async Task Two_windows_show_the_same_conversation_without_fighting_over_it()
    {
        var host = hosts.Shown;
        await using var profile = await chromium.NewProfile();
        var first = await ChatPage.Open(profile, host.Address);
        await first.Ask("one from here");
        var second = await ChatPage.Open(profile, host.Address);
        await Expect(second.Replies).ToHaveCountAsync(1);

        await second.Ask("one from there");
        await first.Ask("and one more");

        await Expect(second.Replies).ToHaveTextAsync(["one from here", "one from there", "and one more"], new LocatorAssertionsToHaveTextOptions { Timeout = 10_000 });
        await Expect(first.Replies).ToHaveTextAsync(["one from here", "one from there", "and one more"], new LocatorAssertionsToHaveTextOptions { Timeout = 10_000 });
    }

    [ChromiumFact]
    public async Task Starting_over_leaves_nothing_of_the_conversation()
    {
        var host = hosts.Real;
        await using var profile = await chromium.NewProfile();
        var chat = await ChatPage.Open(profile, host.Address);
        await chat.Ask("is ice massage safe?");

        await chat.Choose("start-over");
        await chat.Page.Locator("#dialog button[value=yes]").ClickAsync();

        await Expect(chat.Page.Locator("#landing")).ToBeVisibleAsync();
        await Expect(chat.Replies).ToHaveCountAsync(0);
        (await chat.Page.EvaluateAsync<int>("localStorage.length")).ShouldBe(0);
        await chat.Ask("thanks");
        await Expect(chat.Replies).ToHaveCountAsync(1);
    }

    [ChromiumFact]
    public async Task Who_asks_to_be_forgotten_is_told_so_when_it_is_done()
    {
        var host = hosts.Real;
        await using var profile = await chromium.NewProfile();
        var chat = await ChatPage.Open(profile, host.Address);
        await chat.Ask("is ice massage safe?");

        await chat.Choose("forget");
        await chat.Page.Locator("#dialog button[value=yes]").ClickAsync();

        await Expect(chat.Page.Locator("#notice")).ToContainTextAsync("Deleted");
        (await chat.Page.EvaluateAsync<int>("localStorage.length")).ShouldBe(0);
        await chat.Page.ReloadAsync();
        await Expect(chat.Page.Locator("#landing")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Nothing_anybody_writes_is_read_as_HTML()
    {
        var host = hosts.Shown;
        await using var profile = await chromium.NewProfile();
        var chat = await ChatPage.Open(profile, host.Address);
        const string Hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>\u202e‮ javascript:alert(3)";

        var echo = await chat.Ask(Hostile);
        var reply = await chat.Ask("hostile");

        await Expect(echo).ToContainTextAsync("<script>alert(2)</script>");
        await Expect(reply.Locator("blockquote")).ToContainTextAsync("<img src=x onerror=alert(1)>");
        await Expect(chat.Page.Locator("#log img, #log script")).ToHaveCountAsync(0);
        chat.Complaints.ShouldBeEmpty();
    }

    [ChromiumFact]
    public async Task A_conversation_can_be_saved_as_plain_text()
    {
        var host = hosts.Real;
        await using var profile = await chromium.NewProfile();
        var chat = await ChatPage.Open(profile, host.Address);
        await chat.Ask("is ice massage safe?");

        var saving = chat.Page.WaitForDownloadAsync();
        await chat.Choose("save");
        var text = await File.ReadAllTextAsync((await (await saving).PathAsync())!);

        text.ShouldContain("You: is ice massage safe?");
        text.ShouldContain("between your skin and the ice");
        text.ShouldContain("not medical advice");
        chat.Complaints.ShouldBeEmpty();
    }

    [ChromiumFact]
    public async Task A_citation_leads_to_its_passage_without_any_script()
    {
        var host = hosts.Real;
        await using var profile = await chromium.NewProfile(new BrowserNewContextOptions { JavaScriptEnabled = false });
        var page = await profile.NewPageAsync();

        await page.GotoAsync($"{host.Address}/sources/ice-massage-recurring-back-pains#ice-barrier");

        await Expect(page.Locator("h1")).ToHaveTextAsync("Ice Massage Therapy for Recurring Back Pains");
        await Expect(page.Locator(".passage:target blockquote")).ToContainTextAsync("between your skin and the ice");
        (await page.Locator(".passage").CountAsync()).ShouldBeGreaterThan(5);
        await page.GotoAsync($"{host.Address}/");
        await Expect(page.Locator("noscript a[href='/sources']")).ToBeVisibleAsync();
        (await page.GotoAsync($"{host.Address}/sources/nothing"))!.Status.ShouldBe(404);
    }

    [ChromiumTheory]
    [InlineData(320, 640, 1, "ltr")]
    [InlineData(320, 256, 4, "ltr")]
    [InlineData(640, 512, 2, "ltr")]
    [InlineData(1920, 1080, 1, "ltr")]
    [InlineData(320, 640, 1, "rtl")]
    [InlineData(1100, 820, 1, "rtl")]
    public async Task Nothing_is_cut_off_in_a_window_of(int width, int height, int zoom, string direction)
    {
        var host = hosts.Shown;
        await using var profile = await chromium.NewProfile(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, DeviceScaleFactor = zoom, ReducedMotion = ReducedMotion.Reduce });
        var chat = await ChatPage.Open(profile, host.Address);
        await chat.Page.EvaluateAsync("direction => { document.documentElement.dir = direction; }", direction);
        await Picture("landing");

        foreach (var state in new[] { "three", "disagreement", "emergency", "clarify", new string('x', 300) })
        {
            await chat.Ask(state);
            await Picture(state);
            // In either direction: what sticks out on the left of a page that reads from the right can be scrolled to as well.
            var widest = await chat.Page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll('body *:not(.sr):not(.skip)')].filter(one => one.checkVisibility()).map(one => Math.ceil(one.getBoundingClientRect().width)))");
            widest.ShouldBeLessThanOrEqualTo(width, state);
        }

        Task Picture(string state) => Pictures.Take(chat.Page, $"{state[..Math.Min(state.Length, 12)]}-{width}-{zoom}-{direction}");
    }

    [ChromiumFact]
    public async Task Names_locales_and_channel_data_of_others_are_no_HTML_either()
    {
        var host = hosts.Shown;
        await using var profile = await chromium.NewProfile();
        var chat = await ChatPage.Open(profile, host.Address);
        await chat.Ask("one");
        const string Hostile = "\"><img src=x onerror=alert(1)><script>alert(2)</script>";
        using var http = new HttpClient { BaseAddress = new Uri(host.Address) };
        var (id, token) = await ChatKey(chat);

        foreach (var text in new[] { "hostile", Hostile })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{id}/activities")
            {
                Content = JsonContent.Create(new
                {
                    type = "message",
                    text,
                    locale = Hostile,
                    textFormat = "xml",
                    from = new { id = Hostile, name = Hostile },
                    channelData = new { clientActivityID = Hostile + text, backcare = new { kind = "referral", text = Hostile, headline = Hostile, suggestions = new[] { Hostile } } },
                    entities = new[] { new { type = Hostile, name = Hostile } },
                    suggestedActions = new { actions = new[] { new { type = "imBack", title = Hostile, value = Hostile } } },
                }),
            };
            request.Headers.Authorization = new("Bearer", token);
            using var response = await http.SendAsync(request);
            response.EnsureSuccessStatusCode();
        }

        await Expect(chat.Replies).ToHaveCountAsync(3);
        await Expect(chat.Page.Locator("#log img, #log script, #pin img, #pin script")).ToHaveCountAsync(0);
        chat.Complaints.ShouldBeEmpty();
    }

    // What the page keeps to go on with its conversation.
    private static async Task<(string Id, string Token)> ChatKey(ChatPage chat)
    {
        var kept = JsonNode.Parse(await chat.Page.EvaluateAsync<string>("localStorage.getItem('backcare')"))!;
        return ((string)kept["id"]!, (string)kept["token"]!);
    }
}
