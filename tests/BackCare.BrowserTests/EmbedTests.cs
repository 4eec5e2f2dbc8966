using BackCare.BrowserTests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BackCare.BrowserTests;

[Collection(Browsing.Name)]
public sealed class EmbedTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task One_script_tag_puts_the_chat_on_a_page_that_is_allowed_and_the_keyboard_finds_in_and_out()
    {
        await using var clinic = await OtherSite.Open();
        using var host = WebHost.Start(new Dictionary<string, string> { ["DirectLine:Origins:0"] = clinic.Origin });
        await using var profile = await chromium.NewProfile();
        var page = await Visit(profile, clinic, host.Address);
        var bubble = page.Locator("button[aria-controls=backcare-frame]");

        await bubble.PressAsync("Enter");
        var frame = page.FrameLocator("#backcare-frame");
        await Expect(frame.Locator("#message")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("is ice massage safe?");
        await page.Keyboard.PressAsync("Enter");
        await Expect(frame.Locator("blockquote").First).ToContainTextAsync("between your skin and the ice");
        await page.Keyboard.PressAsync("Escape");

        await Expect(page.Locator("#backcare-frame")).ToBeHiddenAsync();
        await Expect(bubble).ToBeFocusedAsync();
        await Expect(bubble).ToHaveAttributeAsync("aria-expanded", "false");
    }

    [ChromiumFact]
    public async Task A_page_that_is_not_allowed_gets_no_chat()
    {
        await using var clinic = await OtherSite.Open();
        using var host = WebHost.Start();
        await using var profile = await chromium.NewProfile();
        var page = await Visit(profile, clinic, host.Address);
        var refused = page.WaitForConsoleMessageAsync(new PageWaitForConsoleMessageOptions { Predicate = message => message.Text.Contains("frame-ancestors", StringComparison.Ordinal) });

        await page.Locator("button[aria-controls=backcare-frame]").ClickAsync();

        await refused;
        await Expect(page.FrameLocator("#backcare-frame").Locator("#message")).ToHaveCountAsync(0);
    }

    // The sample of the repository, as a clinic would serve it.
    private static async Task<IPage> Visit(IBrowserContext profile, OtherSite clinic, string address)
    {
        var sample = await File.ReadAllTextAsync(Path.Combine(Clients.Folder!, "..", "..", "docs", "samples", "embed.html"));
        clinic.Page = sample.Replace("http://localhost:3978", address, StringComparison.Ordinal);
        var page = await profile.NewPageAsync();
        await page.GotoAsync(clinic.Origin);
        return page;
    }
}
