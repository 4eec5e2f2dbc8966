using BackCare.Analysis;
using BackCare.Safety.Signs;

namespace BackCare.Safety.Likeness;

/// <summary>A word as the patterns see it: its meaning as a vector, and marks of what stands round it.</summary>
/// <param name="Text">Folded.</param>
/// <param name="Meant">What a misspelt word may have been meant as; empty for the word itself.</param>
/// <param name="Marks">A bit each, see <see cref="Of"/>.</param>
/// <param name="IsKnown">Whether it is an English word, spelt right.</param>
internal readonly record struct WordInput(string Text, IReadOnlyList<string> Meant, int Marks, bool IsKnown)
{
    /// <summary>How many numbers its meaning has.</summary>
    public const int MeaningSize = 100;

    /// <summary>How many marks there are.</summary>
    public const int MarkCount = 12;

    /// <summary>How many numbers a word is.</summary>
    public const int Size = MeaningSize + MarkCount;

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
            inputs.Add(new WordInput(isNumber ? "#" : words[at].Text, isNumber || words[at].Known ? [] : grammar.MeantWords(words[at].Text), marks[at], words[at].Known));
        }

        return inputs;
    }

    /// <summary>Its vector: zeros for a word without one; the middle of what it may have been meant as.</summary>
    public void ReadMeaning(Span<float> vector)
    {
        vector.Clear();
        foreach (var meant in Meant)
            WordVectors.Shipped.AddTo(vector, meant, 1f / Meant.Count);
        if (Meant.Count == 0)
            WordVectors.Shipped.AddTo(vector, Text, 1);
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
