using System.Security.Cryptography;
using System.Text;

namespace BackCare.Passages;

/// <summary>Which corpus and which rules answered, as hashes of their files: the same files give the same version everywhere.</summary>
/// <param name="Corpus">Over every file of the folder.</param>
/// <param name="Rules">Over the files that decide who is referred, and where to.</param>
public sealed record CorpusVersion(string Corpus, string Rules)
{
    private static readonly string[] RuleFiles = ["referrals.yaml", "cautions.yaml", "numbers.yaml"];
    private static readonly string[] RuleFolders = ["red-flags/", "signs/"];

    public static CorpusVersion Of(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Name: Path.GetRelativePath(folder, path).Replace('\\', '/'), Path: path))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => (file.Name, Hash: SHA256.HashData(File.ReadAllBytes(file.Path))))
            .ToList();

        return new CorpusVersion(Hash(files), Hash(files.Where(file => IsRule(file.Name))));
    }

    public override string ToString() => $"corpus {Corpus}, rules {Rules}";

    private static bool IsRule(string file) => RuleFiles.Contains(file) || RuleFolders.Any(folder => file.StartsWith(folder, StringComparison.Ordinal));

    private static string Hash(IEnumerable<(string Name, byte[] Hash)> files)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, hash) in files)
        {
            whole.AppendData(Encoding.UTF8.GetBytes(name + "\n"));
            whole.AppendData(hash);
        }

        return Convert.ToHexStringLower(whole.GetHashAndReset().AsSpan(0, 6));
    }
}
