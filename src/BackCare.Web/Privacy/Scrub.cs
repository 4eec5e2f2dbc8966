using System.Text.RegularExpressions;

namespace BackCare.Web.Privacy;

/// <summary>Takes out of a text what could say who wrote it: addresses, numbers, names of people and places. By pattern, so rather too much than too little.</summary>
public static partial class Scrub
{
    private const string Gone = "[…]";

    public static string Of(string text)
    {
        var scrubbed = Addresses().Replace(text, Gone);
        scrubbed = Links().Replace(scrubbed, Gone);
        scrubbed = Postcodes().Replace(scrubbed, Gone);
        scrubbed = Numbers().Replace(scrubbed, Gone);
        scrubbed = CalledNames().Replace(scrubbed, $"$1 {Gone}");
        scrubbed = Places().Replace(scrubbed, Gone);
        scrubbed = Capitals().Replace(scrubbed, match => Kept.Contains(match.Value) ? match.Value : Gone);

        return Repeated().Replace(scrubbed, Gone).Trim();
    }

    // Written with a capital and yet nobody's name.
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "I", "I'm", "I’m", "I've", "I’ve", "I'd", "I’d", "I'll", "I’ll", "MRI", "CT", "TENS", "NHS", "GP", "OK", "BMI", "L4", "L5", "S1", "NSAID", "NSAIDs",
        "Swedish", "Thai", "Shiatsu", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    };

    [GeneratedRegex(@"[^\s@]+@[^\s@]+\.[^\s@]+")]
    private static partial Regex Addresses();

    [GeneratedRegex(@"\b(?:https?://|www\.)\S+|@\w{2,}", RegexOptions.IgnoreCase)]
    private static partial Regex Links();

    // Six digits or more, however they are grouped: telephone, account and insurance numbers, dates of birth.
    [GeneratedRegex(@"\+?\(?\d(?:[\s().\-/]{0,2}\d){5,}")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b\d{5}(?:-\d{4})?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Postcodes();

    [GeneratedRegex(@"\b(my name is|my name's|i am called|mr|mrs|ms|miss|dr|doctor|nurse)\.? \p{L}[\p{L}'’\-]*", RegexOptions.IgnoreCase)]
    private static partial Regex CalledNames();

    // Places that are often written without a capital, and streets.
    [GeneratedRegex(
        @"\b(?:\d+ )?[\p{L}'’]+ (?:street|road|avenue|lane|square|boulevard)\b|\b(?:london|manchester|birmingham|leeds|glasgow|edinburgh|dublin|belfast|cardiff|liverpool|bristol|new york|los angeles|chicago|houston|boston|seattle|toronto|vancouver|montreal|sydney|melbourne|brisbane|perth|auckland|wellington|paris|berlin|madrid|rome|mumbai|delhi|england|scotland|wales|ireland|britain|uk|usa|america|canada|australia|new zealand|india|germany|france|spain|italy)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Places();

    // A capital that doesn't begin a sentence is most often a name.
    [GeneratedRegex(@"(?<=[^\s.!?][^\S\n]+)\p{Lu}[\p{L}\p{N}'’\-]*")]
    private static partial Regex Capitals();

    [GeneratedRegex(@"\[…\](?:\s+\[…\])+")]
    private static partial Regex Repeated();
}
