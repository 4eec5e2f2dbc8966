using Microsoft.Playwright;

namespace BackCare.BrowserTests.Support;

/// <summary>Pictures for people to look at, beside the build's other products, so that they are never committed.</summary>
internal static class Pictures
{
    private static readonly string Folder = Place();

    public static Task Take(IPage page, string name) => page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}.png") });

    private static string Place()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && folder.Name != "artifacts")
            folder = folder.Parent;
        return Directory.CreateDirectory(Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "screenshots")).FullName;
    }
}
