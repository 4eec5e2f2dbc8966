using BackCare.Replies;
using BackCare.Safety;
using BackCare.Safety.Likeness;

namespace BackCare.Tests.Support;

/// <summary>The corpus that ships, loaded once for all tests.</summary>
internal static class Shipped
{
    private static readonly Lazy<Assistant> LazyAssistant = new(() => AssistantLoader.Load(Repository.Corpus, SearchEngine.Build));
    private static readonly Lazy<ReferralTexts> LazyReferrals = new(() => ReferralReader.Read(Repository.Corpus, []));
    private static readonly Lazy<Numbers> LazyNumbers = new(() => NumbersReader.Read(Repository.Corpus, []));
    private static readonly Lazy<Wording> LazyWording = new(() => WordingReader.Read(Repository.Corpus, []));

    private static readonly Lazy<RedFlagScreen> LazyScreen = new(() => new RedFlagScreen(RedFlagReader.Read(Repository.Corpus).Rules, LikenessModel.Shipped));

    public static Assistant Assistant => LazyAssistant.Value;

    public static ReferralTexts Referrals => LazyReferrals.Value;

    public static Numbers Numbers => LazyNumbers.Value;

    public static Wording Wording => LazyWording.Value;

    public static RedFlagScreen Screen => LazyScreen.Value;

    public static ReplyComposer Composer => new(Wording, Referrals, Numbers);
}
