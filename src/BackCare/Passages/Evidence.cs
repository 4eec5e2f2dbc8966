namespace BackCare.Passages;

/// <summary>How far a claim of an article can be trusted, by the corpus policy.</summary>
public enum Evidence
{
    /// <summary>Quoted as it stands.</summary>
    Supported,

    /// <summary>Quoted with its note: the proof is weak.</summary>
    Weak,

    /// <summary>Quoted with a note that guidance or another article disagrees; ranked after one that isn't disputed.</summary>
    Disputed,

    /// <summary>Never quoted: acting on it could hurt. The note says why it is not repeated.</summary>
    Withheld,
}
