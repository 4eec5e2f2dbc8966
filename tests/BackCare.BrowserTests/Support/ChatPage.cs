using Microsoft.Playwright;

namespace BackCare.BrowserTests.Support;

/// <summary>The chat as a person sees it.</summary>
public sealed class ChatPage
{
    private const string HasFocus = "(document.activeElement.id || document.activeElement.className || document.activeElement.tagName)";

    private ChatPage(IPage page, string address) => (Page, Address) = (page, address);

    public IPage Page { get; }

    public string Address { get; }

    public ILocator Message => Page.Locator("#message");

    public ILocator Replies => Page.Locator(".reply");

    public ILocator Questions => Page.Locator(".question [dir=auto]");

    /// <summary>What the browser complained about: errors of scripts, and everything the content policy refused.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<ChatPage> Open(IBrowserContext profile, string address, string path = "/")
    {
        var page = await profile.NewPageAsync();
        var chat = new ChatPage(page, address);
        page.PageError += (_, error) => chat.Complaints.Add(error);
        page.Console += (_, message) =>
        {
            // A line that is down is what some tests are about.
            if (message.Type == "error" && !message.Text.Contains("net::ERR_", StringComparison.Ordinal))
                chat.Complaints.Add(message.Text);
        };
        await page.GotoAsync(address + path);
        return chat;
    }

    /// <summary>Types a question, and waits for what comes back.</summary>
    public async Task<ILocator> Ask(string text)
    {
        var before = await Replies.CountAsync();
        await Message.FillAsync(text);
        await Message.PressAsync("Enter");
        var reply = Replies.Nth(before);
        await reply.WaitForAsync();
        return reply;
    }

    public async Task Choose(string id)
    {
        await Page.Locator("#menu summary").ClickAsync();
        await Page.Locator($"#{id}").ClickAsync();
    }

    public Task<string> Focused() => Page.EvaluateAsync<string>(HasFocus);

    // A page moves the focus a moment after what caused it (a dialog tells of its closing later): waits for it, and names what has it otherwise.
    public async Task FocusComesTo(string wanted)
    {
        try
        {
            await Page.WaitForFunctionAsync($"wanted => new RegExp(`^(?:${{wanted}})$`).test({HasFocus})", wanted);
        }
        catch (TimeoutException)
        {
            (await Focused()).ShouldMatch($"^(?:{wanted})$");
        }
    }
}
