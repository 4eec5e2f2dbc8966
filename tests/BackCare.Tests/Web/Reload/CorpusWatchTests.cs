using BackCare.Channels.Activities;
using BackCare.Passages;
using BackCare.Replies;
using BackCare.Web.Reload;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackCare.Tests.Web.Reload;

public sealed class CorpusWatchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("backcare-corpus-");
    private readonly CurrentAssistant _current;
    private readonly CorpusWatch _watch;

    public CorpusWatchTests()
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "corpus");
        foreach (var file in Directory.EnumerateFiles(shipped, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder.FullName, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        _current = new CurrentAssistant(_folder.FullName);
        _watch = new CorpusWatch(_current, TimeProvider.System, NullLogger<CorpusWatch>.Instance);
    }

    [Fact]
    public void A_change_is_taken_over_whole_once_it_has_come_to_rest()
    {
        var before = _current.Now;
        Change("replies.yaml", text => text.Replace("Take care of your back.", "Mind your back.", StringComparison.Ordinal));

        _watch.Look();
        _current.Now.ShouldBeSameAs(before);
        _watch.Look();

        _current.Now.Version.ShouldNotBe(before.Version);
        Says("thanks").ShouldContain("Mind your back.");
    }

    [Fact]
    public void A_change_of_what_is_said_in_Teams_is_taken_over_too()
    {
        Change("teams.yaml", text => text.Replace("Thank you. That helps", "Thanks, that helps", StringComparison.Ordinal));

        _watch.Look();
        _watch.Look();

        _current.Now.Teams.FeedbackThanks(new Activity()).Text.ShouldNotBeNull().ShouldStartWith("Thanks, that helps");
    }

    [Theory]
    [InlineData("card-helpful:", "card-unhelpful-too:")]
    [InlineData("{private}", "there")]
    public void What_is_said_in_Teams_must_be_whole(string words, string others)
    {
        var before = _current.Now;
        Change("teams.yaml", text => text.Replace(words, others, StringComparison.Ordinal));

        _watch.Look();
        _watch.Look();

        _current.Now.ShouldBeSameAs(before);
        _current.Problems.ShouldContain(problem => problem.StartsWith("teams.yaml:"));
    }

    [Fact]
    public void A_corpus_with_problems_is_refused_and_the_old_one_goes_on_answering()
    {
        var before = _current.Now;
        Change("sources.yaml", _ => "nonsense: [");
        File.Delete(Path.Combine(_folder.FullName, "verbs.yaml"));

        _watch.Look();
        _watch.Look();

        _current.Now.ShouldBeSameAs(before);
        _current.Problems.ShouldNotBeEmpty();
        Says("thanks").ShouldContain("back");
    }

    [Fact]
    public void A_corpus_put_right_again_is_taken_over()
    {
        var good = File.ReadAllText(Path.Combine(_folder.FullName, "sources.yaml"));
        Change("sources.yaml", _ => "nonsense: [");
        _watch.Look();
        _watch.Look();

        Change("sources.yaml", _ => good);
        _watch.Look();
        _watch.Look();

        _current.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void The_version_is_of_the_content_and_the_rules_have_their_own()
    {
        var version = CorpusVersion.Of(_folder.FullName);

        CorpusVersion.Of(Path.Combine(AppContext.BaseDirectory, "corpus")).ShouldBe(version);
        Change("replies.yaml", text => text + "\n# a remark\n");
        var changed = CorpusVersion.Of(_folder.FullName);
        changed.Corpus.ShouldNotBe(version.Corpus);
        changed.Rules.ShouldBe(version.Rules);
    }

    [Theory]
    [InlineData("red-flags/cauda-equina.yaml")]
    [InlineData("referrals.yaml")]
    public void A_change_of_what_refers_a_person_changes_the_version_of_the_rules(string file)
    {
        var version = CorpusVersion.Of(_folder.FullName);

        Change(file, text => text + "\n# a remark\n");

        CorpusVersion.Of(_folder.FullName).Rules.ShouldNotBe(version.Rules);
    }

    public void Dispose()
    {
        _watch.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Says(string text) => ReplyText.Of(_current.Now.Assistant.Respond(new Turn(text)));

    private void Change(string name, Func<string, string> change)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, change(File.ReadAllText(path)));
    }
}
