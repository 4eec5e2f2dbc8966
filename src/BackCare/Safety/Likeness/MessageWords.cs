using BackCare.Analysis;
using BackCare.Analysis.Patterns;
using BackCare.Safety.Signs;

namespace BackCare.Safety.Likeness;

/// <summary>The words of a message as patterns see them, with what the rules say of each.</summary>
internal static class MessageWords
{
    /// <summary>How many marks a word may have.</summary>
    public const int Marks = 12;

    /// <summary>The words of a reading.</summary>
    public static List<WordInput> Of(JudgedReading judged, Grammar grammar)
    {
        var words = judged.Reading.Words;
        var marks = new int[words.Length];
        for (var at = 0; at < words.Length; at++)
            marks[at] = MarksOf(words[at]) | (judged.Denied[at] ? 1 << 6 : 0);
        MarkSigns(judged, marks);

        var inputs = new List<WordInput>(words.Length);
        for (var at = 0; at < words.Length; at++)
        {
            var isNumber = (marks[at] & 1) != 0;
            inputs.Add(new WordInput(isNumber ? "#" : words[at].Text, isNumber || words[at].Known ? [] : grammar.MeantWords(words[at].Text), marks[at]));
        }

        return inputs;
    }

    // 0 to 2: a number, the age of a child, of somebody older; 3 to 5: a sentence, a question, a clause ends here; 6: denied.
    private static int MarksOf(Word word)
    {
        var marks = word.After switch { Break.Sentence => 1 << 3, Break.Question => (1 << 3) | (1 << 4), Break.Clause => 1 << 5, _ => 0 };
        if (word.Number is { } number && char.IsAsciiDigit(word.Text[0]))
            marks |= 1 | (number < 17 ? 1 << 1 : 0) | (number is >= 50 and < 110 ? 1 << 2 : 0);
        return marks;
    }

    // 7 to 9: in a sign that raises a flag by itself, in another sign that counts, in one that doesn't count.
    private static void MarkSigns(JudgedReading judged, int[] marks)
    {
        foreach (var (sign, mention, status) in judged.Signs)
        {
            var mark = status != ContextStatus.Affirmed ? 9 : sign.Alarming ? 7 : 8;
            for (var at = mention.Start; at < mention.End; at++)
                marks[at] |= 1 << mark;
        }
    }
}
