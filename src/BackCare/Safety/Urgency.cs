namespace BackCare.Safety;

/// <summary>How soon somebody must be seen, and by whom; the more pressing has the higher value.</summary>
public enum Urgency
{
    /// <summary>A doctor or physiotherapist before any massage.</summary>
    Soon,

    /// <summary>Medical advice the same day.</summary>
    Urgent,

    /// <summary>Suicide, self-harm, abuse: a person to talk to now.</summary>
    Crisis,

    /// <summary>Emergency services or emergency department now.</summary>
    Emergency,
}
