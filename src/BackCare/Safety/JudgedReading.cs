using BackCare.Analysis;
using BackCare.Safety.Signs;

namespace BackCare.Safety;

/// <summary>A reading with what is worked out once for all that look at it: which words are denied, and whether each mention of a sign counts.</summary>
internal sealed class JudgedReading
{
    private const int DenialReach = 6;

    public JudgedReading(Reading reading, RedFlagRules rules)
    {
        Reading = reading;
        Denied = DeniedWords(reading, rules.Context);
        Context = new Context(reading, rules.Context);
        Signs = JudgedSigns(rules);
    }

    /// <summary>The words and what is mentioned.</summary>
    public Reading Reading { get; }

    /// <summary>For each word, whether it stands in the scope of a denial.</summary>
    public bool[] Denied { get; }

    /// <summary>What stands around the mentions.</summary>
    public Context Context { get; }

    /// <summary>Every mention of a sign, with what its context makes of it.</summary>
    public List<(Sign Sign, Mention Mention, ContextStatus Status)> Signs { get; }

    private static bool[] DeniedWords(Reading reading, ContextConcepts concepts)
    {
        var words = reading.Words;
        var denied = new bool[words.Length];
        var ends = reading.Of(concepts.ScopeEnd);
        foreach (var denial in reading.Of(concepts.NotBefore))
        {
            for (var at = denial.End; at < words.Length && at < denial.End + DenialReach && !Array.Exists(ends, end => end.Start == at); at++)
            {
                denied[at] = true;
                if (words[at].After is Break.Sentence or Break.Question)
                    break;
            }
        }

        return denied;
    }

    private List<(Sign Sign, Mention Mention, ContextStatus Status)> JudgedSigns(RedFlagRules rules)
    {
        var signs = new List<(Sign, Mention, ContextStatus)>();
        foreach (var (concept, mentions) in Reading.Mentions)
        {
            foreach (var sign in rules.SignsOf(concept))
            {
                foreach (var mention in mentions)
                    signs.Add((sign, mention, Context.Judge(mention, sign)));
            }
        }

        return signs;
    }
}
