using BackCare.Analysis;

namespace BackCare.Safety;

/// <summary>Can the screen judge this text at all, or is it in a language it doesn't know?</summary>
internal static class Legibility
{
    // Function words of other languages, in Latin letters, that are no common English words.
    private static readonly HashSet<string> Foreign = [.. (
        "hai hain hoon hun tha thi mein mera meri mujhe kya nahi nahin kar raha rahi rahe gaya gayi aur bahut bhi ka ki ko se ho hota karna kaise kyun ap aap "
        + "el la los las una unos en mi tengo me duele dolor que por para con es esta estoy puedo muy pero como cuando siento las piernas espalda no ayuda desde "
        + "le les un une des du et est je ne pas suis mon ma mes ai mal dos jambes avec dans pour vous puis sens plus depuis que qui au aux "
        + "der die das ich nicht und ist ein eine mein meine habe kann mit auf seit im den dem mir mich sehr ruecken beine schmerzen bitte wie "
        + "il lo gli di che non ho mio mia sono posso ho con per alle sento gambe schiena male da molto "
        + "o os um uma eu nao minha meu estou dor nas costas pernas muito posso desde sinto com "
        + "ik het een niet mijn heb kan met op van rug pijn benen geen voel en de "
        + "nie jest mam moje moja bol plecow nogi czuje od nog bardzo sie "
        + "saya tidak bisa dan sakit punggung kaki di yang sejak aku ada "
        + "ben bir ve cok var yok bacaklarim agri agriyor belim hissetmiyorum "
        + "jag inte har ont ryggen och kan min mina det jeg ikke har vondt i ryggen og mine "
        + "nimi wa na sina maumivu mgongo ang ko sakit likod ng sa hindi ako masakit").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct()];

    private static readonly HashSet<string> AlsoEnglish = [.. "no me a i o on in con die den de is das der am an at so to do en an man hat has was war wa na di di da la le es el os im un om per sa mal male plus qui pour mon ma min har mine kan met van op ben bir hun ho ko ki ka se bar yang ang sens dos lo il mi las los que dan var von ap aux or od".Split(' ')];

    /// <summary>Whether most of it is in another script or another language.</summary>
    public static bool IsUnreadable(IReadOnlyList<JudgedReading> readings)
    {
        var words = 0;
        var otherScript = 0;
        var foreign = 0;
        var surelyForeign = 0;
        foreach (var reading in readings)
        {
            foreach (ref readonly var word in reading.Reading.Words.AsSpan())
            {
                if (!IsWord(word.Text))
                    continue;
                words++;
                if (!System.Text.Ascii.IsValid(word.Text))
                    otherScript++;
                else if (Foreign.Contains(word.Text))
                {
                    foreign++;
                    if (!AlsoEnglish.Contains(word.Text))
                        surelyForeign++;
                }
            }
        }

        if (words == 0)
            return false;
        if (otherScript * 2 >= words)
            return true;
        return surelyForeign >= 1 && foreign >= 2 && foreign * 4 >= words && CountEnglish(readings) * 2 <= words;
    }

    private static int CountEnglish(IReadOnlyList<JudgedReading> readings) =>
        readings.SelectMany(reading => reading.Reading.Words).Count(word => IsWord(word.Text) && !Foreign.Contains(word.Text) && EnglishWords.Rank(word.Text) is < 12_000);

    private static bool IsWord(string text) => text.Length > 0 && !char.IsAsciiDigit(text[0]);
}
