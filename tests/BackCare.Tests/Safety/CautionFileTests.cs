using BackCare.Passages;
using BackCare.Tests.Support;

namespace BackCare.Tests.Safety;

/// <summary>What <c>check</c> says of a caution that isn't written as the guide has it.</summary>
public sealed class CautionFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("backcare-cautions-").FullName;

    public CautionFileTests()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.Corpus, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(Repository.Corpus, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_word_that_is_neither_true_nor_false_is_named_with_its_line() =>
        Problem("    heals: true", "    heals: yes").ToString().ShouldContain("'yes' is no value of 'heals'");

    [Fact]
    public void A_passage_that_does_not_exist_is_named_with_its_caution() =>
        Problem("beside: ankylosing-spondylitis-stiffness", "beside: no-such-passage").ToString().ShouldContain("'m-axspa' names 'no-such-passage' under 'beside'");

    // The only problem when the first of one thing is written as another.
    private CorpusProblem Problem(string right, string wrong)
    {
        var path = Path.Combine(_folder, "cautions.yaml");
        var text = File.ReadAllText(path);
        var at = text.IndexOf(right, StringComparison.Ordinal);
        File.WriteAllText(path, text[..at] + wrong + text[(at + right.Length)..]);

        return CorpusCheck.Run(_folder).Where(problem => !problem.IsWarning).ShouldHaveSingleItem();
    }
}
