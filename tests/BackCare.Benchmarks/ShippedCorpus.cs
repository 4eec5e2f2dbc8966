namespace BackCare.Benchmarks;

/// <summary>The corpus that ships, and what people ask it: plainly, with typos, at length, out of scope, and in danger.</summary>
internal static class ShippedCorpus
{
    public static string Folder { get; } = FindFolder();

    public static string[] Questions { get; } =
    [
        "is ice massage safe?",
        "how long should i use ice on my back",
        "can my partner massage my lower back at home",
        "does massage realy help with lowwer back pian",
        "hey bot, quick question: what kind of massage is best for back pain?",
        "massage or heat?",
        "why does a massage make me feel better",
        "I sit at a desk all day and by the evening my lower back is stiff and sore, would it be worth paying for a massage every other week?",
        "how much does a massage cost",
        "can massage cure a slipped disc",
        "where should i not put the ice",
        "what is the capital of france",
        "which mattress should i buy",
        "thanks, that helps",
        "I have gone numb around the saddle and can't pee",
        "my back hurts since i fell off a ladder yesterday",
    ];

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BackCare.sln")))
                return Path.Combine(folder.FullName, "corpus");
        }

        throw new InvalidOperationException($"There is no BackCare.sln above '{AppContext.BaseDirectory}'; run the benchmarks from a clone.");
    }
}
