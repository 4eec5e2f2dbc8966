namespace BackCare.Analysis;

/// <summary>Splits any text into words and numbers, the same for the index, the query and the screen.</summary>
/// <remarks>
/// Contractions become the words they stand for (can't, cant, can not → cannot; don't, dont → do not; I'm, im → i am), a possessive s is
/// dropped, spaced-out letters and broken words are joined, markup is left out, and digits in a word are read as letters where that makes an English word (p4in → pain).
/// </remarks>
public static class Tokenizer
{
    /// <summary>The words and numbers of a text, in their order.</summary>
    /// <param name="text">Any text at all; null and empty have none.</param>
    public static IReadOnlyList<Token> Tokenize(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return [];
        int[]? shownPlaces = null;
        var shown = Markup.MayBeIn(text) ? Markup.Strip(text, out shownPlaces) : text;
        int[]? places = null;
        var folded = System.Text.Ascii.IsValid(shown) ? shown : TextFolding.Fold(shown, out places);
        var scan = new TokenScan(folded, Through(places, shownPlaces), text);
        scan.Run();
        Staccato.Smooth(scan.Tokens, text);
        var tokens = scan.HasSingles ? SpacedLetters.Join(scan.Tokens) : scan.Tokens;
        return scan.HasPieces ? BrokenWords.Join(tokens, text) : tokens;
    }

    // Places in the text as it is shown → places in the text as it came.
    private static int[]? Through(int[]? places, int[]? shown)
    {
        if (places is null || shown is null)
            return places ?? shown;
        for (var i = 0; i < places.Length; i++)
            places[i] = shown[places[i]];
        return places;
    }
}
