using BackCare.Analysis;
using BackCare.Safety.Signs;

namespace BackCare.Safety.Likeness;

/// <summary>Where in a long text one thing is said: a sentence, a few short ones together. A short text is one stretch.</summary>
/// <remarks>The message is judged by its worst stretch, so that a sign told in passing isn't drowned by what stands around it.</remarks>
internal static class Stretches
{
    /// <summary>So many words are one stretch.</summary>
    public const int Short = 30;
    private const int LongestSentence = 28;

    /// <summary>The stretches, each from its first word to behind its last.</summary>
    public static List<(int Start, int End)> Of(Word[] words)
    {
        if (words.Length <= Short)
            return [(0, words.Length)];
        var sentences = Sentences(words);
        var stretches = new List<(int, int)>(sentences.Count * 2);
        for (var at = 0; at < sentences.Count; at++)
        {
            var (start, end) = sentences[at];
            stretches.Add((start, end));
            var last = at;
            while (last + 1 < sentences.Count && sentences[last + 1].End - start <= Short)
                last++;
            if (last > at)
                stretches.Add((start, sentences[last].End));

            // A sentence without end was cut: half of it with half of what follows, so that nothing falls between.
            if (end - start >= LongestSentence - 1 && end < words.Length)
                stretches.Add((start + (LongestSentence / 2), Math.Min(words.Length, end + (LongestSentence / 2))));
        }

        return stretches;
    }

    private static List<(int Start, int End)> Sentences(Word[] words)
    {
        var sentences = new List<(int, int)>();
        var start = 0;
        for (var at = 0; at < words.Length; at++)
        {
            if (at == words.Length - 1 || words[at].After is Break.Sentence or Break.Question || at - start >= LongestSentence - 1)
            {
                sentences.Add((start, at + 1));
                start = at + 1;
            }
        }

        return sentences;
    }
}
