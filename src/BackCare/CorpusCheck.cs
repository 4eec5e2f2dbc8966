using BackCare.Analysis;
using BackCare.Passages;
using BackCare.Replies;
using BackCare.Retrieval;
using BackCare.Safety;

namespace BackCare;

/// <summary>Reads a whole corpus folder and says everything that is wrong with it: more than a start asks for.</summary>
public static class CorpusCheck
{
    /// <summary>In the order of the parts; empty when all is well; warnings are among them.</summary>
    public static List<CorpusProblem> Run(string folder)
    {
        var problems = new List<CorpusProblem>();
        var corpus = CorpusReader.Read(folder, problems);
        var wording = WordingReader.Read(folder, problems);
        var referrals = ReferralReader.Read(folder, problems);
        problems.AddRange(NumbersChecks.Check(NumbersReader.Read(folder, problems)));
        SynonymReader.Read(folder, problems);
        TopicReader.Read(folder, "not-covered.yaml", problems);
        foreach (var id in TopicReader.Read(folder, "small-talk.yaml", problems).Keys.Where(id => !wording.Ids.Contains(id)))
            problems.Add(new CorpusProblem("small-talk.yaml", 0, $"'{id}' has no text in replies.yaml; add it there."));
        var rules = RedFlagReader.Read(folder).Rules;
        foreach (var (caution, id) in rules.Cautions.SelectMany(rule => rule.Caution.Beside.Where(id => corpus.Find(id) is null).Select(id => (rule.Caution, id))))
            problems.Add(new CorpusProblem("cautions.yaml", 0, $"'{caution.Id}' names '{id}' under 'beside', and there is no such passage; correct the name."));
        foreach (var rule in rules.Categories.Where(rule => !referrals.Categories.Contains(rule.Id)))
            problems.Add(new CorpusProblem("referrals.yaml", 0, $"the red flag '{rule.Id}' has no words under 'categories'; add them there."));
        problems.AddRange(RuleExamples.Check(folder));
        problems.AddRange(CorpusChecks.Check(corpus));

        return problems;
    }
}
