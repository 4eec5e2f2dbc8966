using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BackCare.BrowserTests.Support;

/// <summary>The playground as a person sees it: a list of conversations, one of them open, and a log of what went over the wire.</summary>
public sealed class PlaygroundPage
{
    // Four processes start and work at once on what may be a small machine.
    private const float Patience = 60_000;

    private readonly IPage _page;

    private PlaygroundPage(IPage page) => _page = page;

    /// <summary>Where messages are written; the log beside it can be written in too.</summary>
    public ILocator Box => _page.Locator("[contenteditable=true][role=textbox]");

    public ILocator Shown => _page.Locator("body");

    public ILocator Card => _page.Locator(".ac-adaptiveCard");

    /// <summary>The invitation to a chat of two.</summary>
    public ILocator PrivateChat => _page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "open a private chat" });

    public static async Task<PlaygroundPage> Open(IBrowserContext profile, Playground playground)
    {
        profile.SetDefaultTimeout(Patience);
        // Its fonts and telemetry are elsewhere, and not needed.
        await profile.RouteAsync("**/*", route => new Uri(route.Request.Url).IsLoopback ? route.ContinueAsync() : route.AbortAsync());
        var page = await profile.NewPageAsync();
        await page.GotoAsync(playground.Address);
        return new PlaygroundPage(page);
    }

    public Task OpenConversation(string name) => _page.GetByRole(AriaRole.Treeitem, new PageGetByRoleOptions { Name = name, Exact = true }).ClickAsync();

    public async Task Say(string text)
    {
        await Box.Last.ClickAsync();
        await _page.Keyboard.TypeAsync(text);
        await _page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Names the bot first, as one must where others read along; the name is chosen from the list that opens.</summary>
    /// <param name="box">Of those on the page, which one to write in.</param>
    public async Task Mention(ILocator box, string text)
    {
        await box.ClickAsync();
        await _page.Keyboard.TypeAsync("@");
        await _page.GetByRole(AriaRole.Menuitem).Filter(new LocatorFilterOptions { HasText = "Test Bot" }).ClickAsync();
        await Expect(box).ToContainTextAsync("Test Bot");
        await box.PressAsync("End");
        await _page.Keyboard.TypeAsync($" {text}");
    }

    public Task Send() => _page.Keyboard.PressAsync("Enter");

    public Task Press(string button) => _page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button }).First.ClickAsync();

    /// <summary>Waits for a line of the log, and so for what it tells of.</summary>
    public Task Logs(string line, int times = 1) => Logged(line).Nth(times - 1).WaitForAsync();

    public ILocator Logged(string line) => _page.Locator("[contenteditable=true][spellcheck=false] > div").Filter(new LocatorFilterOptions { HasText = line });

    public Task Sees(string text) => Sees(Shown, text);

    public static Task Sees(ILocator where, string text) => Expect(where).ToContainTextAsync(text, new LocatorAssertionsToContainTextOptions { Timeout = Patience });

    /// <summary>For somebody to look at, where the environment names a folder for pictures.</summary>
    public async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("BACKCARE_PICTURES") is { Length: > 0 } folder)
            await _page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png") });
    }
}
