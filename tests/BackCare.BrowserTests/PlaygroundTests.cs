using BackCare.BrowserTests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BackCare.BrowserTests;

/// <summary>The bot in Microsoft's own stand-in for Teams, driven as a person would.</summary>
[Collection(Browsing.Name)]
public sealed class PlaygroundTests(Chromium chromium)
{
    private const string Quote = "keep something between your skin and the ice";
    private const string Introduction = "I answer questions about massage for back pain";

    [PlaygroundFact]
    public async Task In_a_chat_of_two_the_bot_introduces_itself_once_quotes_takes_thumbs_and_refers()
    {
        await using var playground = await Playground.Open();
        await using var profile = await Profile();
        var page = await PlaygroundPage.Open(profile, playground);

        await page.Sees(Introduction);
        await page.Logs("installationUpdate 200");
        await page.Logs("conversationUpdate 200");
        await page.Picture("teams-personal-welcome");

        await page.Say("is ice massage safe?");
        await PlaygroundPage.Sees(page.Card, Quote);
        await PlaygroundPage.Sees(page.Card, "[1] “Ice Massage Therapy for Recurring Back Pains”");
        await PlaygroundPage.Sees(page.Card, "As the article says it");
        await PlaygroundPage.Sees(page.Card, "not medical advice");
        // To be tapped in Teams; the playground doesn't carry out what a tap there does ("messageBack").
        await PlaygroundPage.Sees(page.Card, "Also in the articles");
        await page.Picture("teams-personal-answer");

        await page.Press("Helpful");
        await page.Sees("Thank you. That helps");
        await page.Press("Like");
        await page.Press("Submit");
        await page.Logs("invoke 200");
        await page.Press("Close");

        await page.Say("I can't feel it when I wipe");
        await page.Sees("emergency department");
        await Expect(page.Shown.Locator("a[href='tel:911']").First).ToBeVisibleAsync();
        await page.Picture("teams-personal-referral");
        (await page.Logged("I answer questions").CountAsync()).ShouldBe(1);
    }

    [PlaygroundFact]
    public async Task In_a_group_the_bot_answers_who_names_it_and_refers_without_saying_why()
    {
        await using var playground = await Playground.Open();
        await using var profile = await Profile();
        var page = await PlaygroundPage.Open(profile, playground);
        await page.Sees(Introduction);

        await page.OpenConversation("Group Chat");
        await page.Sees("Everybody here can read");
        await page.Mention(page.Box.Last, "is ice massage safe?");
        await page.Send();
        await PlaygroundPage.Sees(page.Card, Quote);
        await page.Press("Not helpful");
        await page.Sees("Thank you. That helps");
        await page.Picture("teams-group-answer");

        await page.Mention(page.Box.Last, "I can't feel it when I wipe");
        await page.Send();
        await page.Sees("Go to the nearest hospital emergency department");
        await Expect(page.PrivateChat).ToHaveCountAsync(2);
        await page.Picture("teams-group-referral");
    }

    [PlaygroundFact]
    public async Task In_a_channel_the_bot_answers_in_the_thread_and_refers_without_saying_why()
    {
        await using var playground = await Playground.Open();
        await using var profile = await Profile();
        var page = await PlaygroundPage.Open(profile, playground);
        await page.Sees(Introduction);

        await page.OpenConversation("My Team - General");
        await page.Sees("Everybody here can read");
        await page.Mention(page.Box.First, "is ice massage safe?");
        await page.Picture("teams-channel-post");
        await page.Press("Post");
        await PlaygroundPage.Sees(page.Card, Quote);
        await page.Picture("teams-channel-answer");

        await page.Mention(page.Box.Last, "I can't feel it when I wipe");
        await page.Send();
        await page.Sees("Go to the nearest hospital emergency department");
        await page.Picture("teams-channel-referral");
    }

    [PlaygroundFact]
    public async Task A_caller_that_expects_the_replies_in_the_response_gets_the_same_card()
    {
        await using var playground = await Playground.Open("expectReplies");
        await using var profile = await Profile();
        var page = await PlaygroundPage.Open(profile, playground);
        await page.Logs("conversationUpdate 200");

        await page.Say("is ice massage safe?");

        await PlaygroundPage.Sees(page.Card, Quote);
    }

    private Task<IBrowserContext> Profile() => chromium.NewProfile(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1500, Height = 1300 } });
}
