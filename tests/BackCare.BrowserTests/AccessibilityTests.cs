using BackCare.BrowserTests.Support;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BackCare.BrowserTests;

[Collection(Browsing.Name)]
public sealed class AccessibilityTests(Chromium chromium, Hosts hosts)
{
    private static readonly string[] States =
        ["empty", "one", "three", "disagreement", "caution", "withheld", "emergency", "crisis", "urgent", "soon", "clarify", "info", "none", "pinned", "vote", "menu", "dialog", "offline", "failed", "article", "articles", "embedded"];

    private static readonly AxeRunOptions Rules = new()
    {
        ResultTypes = [ResultType.Violations],
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    [ChromiumTheory]
    [InlineData(ColorScheme.Light, 1100)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Axe_finds_nothing_in_any_state(ColorScheme theme, int width)
    {
        var host = hosts.Shown;
        var problems = new List<string>();

        foreach (var state in States)
        {
            // The checker needs to run a script of its own; motion is off so that colours are final.
            await using var profile = await chromium.NewProfile(new BrowserNewContextOptions { ColorScheme = theme, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new ViewportSize { Width = width, Height = 844 } });
            var chat = await ChatPage.Open(profile, host.Address);
            await Show(chat, state, profile);

            var result = await chat.Page.RunAxe(Rules);
            problems.AddRange(result.Violations.Select(violation => $"{state}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"));
            await Pictures.Take(chat.Page, $"{state}-{theme}-{width}".ToLowerInvariant());
        }

        problems.ShouldBeEmpty();
    }

    private static async Task Show(ChatPage chat, string state, IBrowserContext profile)
    {
        switch (state)
        {
            case "empty":
                break;
            case "article":
                await chat.Page.GotoAsync($"{chat.Address}/sources/ice-massage-recurring-back-pains#ice-barrier");
                break;
            case "articles":
                await chat.Page.GotoAsync($"{chat.Address}/sources");
                break;
            case "embedded":
                await chat.Page.GotoAsync($"{chat.Address}/?embed=1");
                await chat.Ask("one");
                break;
            case "pinned":
                await chat.Ask("emergency");
                await chat.Ask("one");
                break;
            case "vote":
                await chat.Ask("one");
                await chat.Page.Locator(".actions button").Nth(1).ClickAsync();
                break;
            case "menu":
                await chat.Page.Locator("#menu summary").ClickAsync();
                break;
            case "dialog":
                await chat.Choose("forget");
                break;
            case "offline":
                await chat.Ask("one");
                await profile.SetOfflineAsync(true);
                await chat.Message.FillAsync("how long for?");
                await chat.Message.PressAsync("Enter");
                await Expect(chat.Page.Locator("#state")).Not.ToBeEmptyAsync();
                await Expect(chat.Page.Locator(".mark-sent").Last).ToContainTextAsync("Waiting");
                break;
            case "failed":
                await chat.Ask("one");
                await chat.Message.FillAsync(new string('x', 300_000));
                await chat.Message.PressAsync("Enter");
                await Expect(chat.Page.Locator(".mark-sent").Last).ToContainTextAsync("Could not be sent");
                break;
            default:
                await chat.Ask(state);
                break;
        }
    }
}
