using BackCare.Replies;

namespace BackCare.Cli;

/// <summary>What became of a judged question.</summary>
/// <param name="Rank">Of the first right passage among those shown, 1 to 3; 0 when none is right.</param>
/// <param name="All">Whether every part of the question got its passage.</param>
/// <param name="Probability">What the assistant thought of its first passage.</param>
internal sealed record Outcome(JudgedQuestion Question, Reply Reply, int Rank, bool All, double Probability, string? First)
{
    public bool Quotes => Reply is Reply.Answer;

    /// <summary>In scope: right passage first; out of scope: nothing quoted.</summary>
    public bool IsRight => Question.Scope == "in" ? Rank == 1 : !Quotes;

    public static Outcome Of(Assistant assistant, JudgedQuestion question)
    {
        var memory = Memory.Empty;
        Reply? reply = null;
        foreach (var text in question.Turns)
        {
            reply = assistant.Respond(new Turn(text, memory));
            memory = reply.Memory;
        }

        string[] shown = reply switch
        {
            Reply.Answer answer when !question.Withheld => [.. answer.Passages.Select(quoted => quoted.Passage.Id)],
            Reply.Withheld withheld => [withheld.Passage.Id],
            _ => [],
        };
        var rank = Array.FindIndex(shown, id => question.Right.Any(part => part.Contains(id))) + 1;

        return new Outcome(
            question,
            reply!,
            rank,
            question.Right.Length > 0 && question.Right.All(part => shown.Any(part.Contains)),
            (reply as Reply.Answer)?.Passages[0].Probability ?? 0,
            shown.FirstOrDefault());
    }
}
