using System.Globalization;
using System.Text;

namespace BackCare.Analysis;

/// <summary>Reads any character as the plain one it stands for: ａ, á, а (Cyrillic) and 𝐚 are an a; what can't be seen is left out.</summary>
/// <remarks>A table of our own, since the platform's normalisation is off with invariant globalisation and throws at lone surrogates.</remarks>
public static class TextFolding
{
    // "(iv)" and "㎜" are written with up to four.
    private const int LongestLetter = 4;

    private static readonly Lazy<Dictionary<int, string>> Table = new(ReadTable);

    /// <summary>Folds a text.</summary>
    /// <param name="text">Any text at all.</param>
    /// <param name="places">For each character of the result, where it came from.</param>
    public static string Fold(string text, out int[] places)
    {
        var folded = new StringBuilder(text.Length + 8);
        var from = new List<int>(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var start = i;
            if (text[i] < 0x80)
            {
                Add(char.ToLowerInvariant(text[i]));
                continue;
            }

            var rune = char.IsSurrogatePair(text, i) ? char.ConvertToUtf32(text[i], text[++i]) : text[i];
            if (Table.Value.TryGetValue(rune, out var plain))
            {
                // A picture stands for a word of its own.
                var isWord = plain.Length > LongestLetter;
                if (isWord)
                    Add(' ');
                foreach (var letter in plain)
                    Add(letter);
                if (isWord)
                    Add(' ');
            }
            else if (!IsUnseen(rune))
            {
                Add(rune <= 0xFFFF && char.IsLetter((char)rune) ? char.ToLowerInvariant((char)rune) : IsMark(rune) ? (char)rune : ' ');
            }

            void Add(char letter)
            {
                folded.Append(letter);
                from.Add(start);
            }
        }

        places = [.. from];
        return folded.ToString();
    }

    // Zero-width and direction marks, soft hyphens, variation selectors, tags, and accents that were typed apart from their letter.
    private static bool IsUnseen(int rune) => rune is 0xAD or 0x34F or 0x61C or 0x180E or 0xFEFF or 0x3164 or 0x115F or 0x1160
        or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F)
        or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF)
        or (>= 0x300 and <= 0x36F) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) or (>= 0x20D0 and <= 0x20FF)
        or (>= 0x80 and <= 0x84) or (>= 0x86 and <= 0x9F);

    // Vowel signs of Indian, Thai and Arabic writing are part of a word.
    private static bool IsMark(int rune) => rune <= 0xFFFF
        && char.GetUnicodeCategory((char)rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static Dictionary<int, string> ReadTable()
    {
        using var stream = typeof(TextFolding).Assembly.GetManifestResourceStream("BackCare.Analysis.folding.txt")!;
        using var reader = new StreamReader(stream);
        var table = new Dictionary<int, string>();
        while (reader.ReadLine() is { } line)
        {
            var space = line.IndexOf(' ');
            table[int.Parse(line.AsSpan(0, space), NumberStyles.HexNumber, CultureInfo.InvariantCulture)] = line[(space + 1)..];
        }

        return table.ToDictionary();
    }
}
