namespace BackCare.Analysis;

/// <summary>Splits any text into words and numbers, the same for the index, the query and the screen.</summary>
/// <remarks>
/// Contractions become the words they stand for (can't, cant, can not → cannot; don't, dont → do not; I'm, im → i am), a possessive s is
/// dropped, spaced-out letters are joined, and digits in a word are read as letters where that makes an English word (p4in → pain).
/// </remarks>
public static class Tokenizer
{
    /// <summary>The words and numbers of a text, in their order.</summary>
    /// <param name="text">Any text at all; null and empty have none.</param>
    public static IReadOnlyList<Token> Tokenize(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return [];
        var ascii = System.Text.Ascii.IsValid(text);
        int[]? places = null;
        var folded = ascii ? text : TextFolding.Fold(text, out places);
        var scan = new TokenScan(folded, places, text);
        scan.Run();
        return scan.HasSingles ? SpacedLetters.Join(scan.Tokens) : scan.Tokens;
    }
}
