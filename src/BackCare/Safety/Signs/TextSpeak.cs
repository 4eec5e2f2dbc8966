namespace BackCare.Safety.Signs;

/// <summary>Words as people write them on a phone or by ear, where no rule of spelling finds the right one.</summary>
internal static class TextSpeak
{
    private static readonly Dictionary<string, string> Words = Read(
        """
        rite right, lite light, wos was, woz was, wen when, nite night, evry every, blud blood, tuk took, bak back, bck back, u you, ur your, r are, n and,
        b4 before, wiv with, wif with, dat that, da the, dis this, tho though, thru through, bcoz because, coz because, cuz because, wud would, cud could,
        shud should, dnt dont, hav have, hv have, sumthing something, sumthin something, nuthin nothing, nothin nothing, 2day today, 2nite tonight,
        2moro tomorrow, 2morrow tomorrow, tmrw tomorrow, tomoz tomorrow, 2nd second, 1st first, abt about, gd good, wot what, wat what, sez says,
        wen when, fone phone, skool school, hosp hospital, docs doctor, doc doctor, prob probably, def definitely, bt but, bin been, gunna going,
        agen again, becuz because, cuddnt couldnt, wunt wont, havnt havent, lyk like, luv love, nd and, plz please, axidently accidentally,
        axident accident, aksident accident, twise twice, wieght weight, wayt weight, hite height, slite slight, tite tight, hevy heavy, ded dead,
        hed head, brest breast, breth breath, brething breathing, breef brief, eet eat, feld felt, fel fell, wk week, wks weeks, mth month, mths months,
        yr year, yrs years, hr hour, hrs hours, min minute, mins minutes, tabs tablets, tab tablet, meds medicine
        """);

    /// <summary>The word meant; null for one that stands for itself.</summary>
    public static string? Read(ReadOnlySpan<char> word) => word.Length <= 9 && Lookup.TryGetValue(word, out var meant) ? meant : null;

    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    private static Dictionary<string, string> Read(string table)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in table.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split(' ');
            words[parts[0]] = parts[1];
        }

        return words;
    }
}
