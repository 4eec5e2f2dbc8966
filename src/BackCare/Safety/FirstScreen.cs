using BackCare.Analysis;

namespace BackCare.Safety;

/// <summary>A first, small screen by phrases, until the rules of the corpus stand.</summary>
public sealed class FirstScreen
{
    private static readonly (string Id, Urgency Urgency, string[] Phrases)[] Rules =
    [
        ("cauda-equina", Urgency.Emergency, ["numb down there", "saddle", "cant pee", "peed myself", "bladder", "bowel", "between my legs"]),
        ("chest-pain-heart", Urgency.Emergency, ["chest pain", "tight chest"]),
        ("suicide-self-harm", Urgency.Crisis, ["want to die", "kill myself", "suicide", "suicidal", "end my life"]),
        ("fever-spine-infection", Urgency.Urgent, ["fever", "chills", "high temperature"]),
    ];

    /// <summary>What stands in a message.</summary>
    public static Screening Check(string text, HealthRecord earlier)
    {
        var words = $" {string.Join(' ', Tokenizer.Tokenize(text).Select(token => token.Text))} ";
        foreach (var (id, urgency, phrases) in Rules)
        {
            if (phrases.Any(phrase => words.Contains($" {phrase} ", StringComparison.Ordinal)))
            {
                var flag = new RedFlag(id, urgency);
                return new Screening.Raised([flag], Repeat: false) { Health = earlier with { Flags = [flag] } };
            }
        }

        return new Screening.Clear(text) { Health = earlier };
    }
}
