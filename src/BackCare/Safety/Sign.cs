namespace BackCare.Safety;

/// <summary>One thing told about somebody's health that rules are made of: a symptom, an event, a condition, an age.</summary>
/// <param name="Id">Unique among all rule files; what a <see cref="HealthRecord"/> remembers.</param>
/// <param name="Concept">The concept whose mentions are it.</param>
/// <param name="History">Whether it counts though it is past: an illness one has had, a medicine taken for years.</param>
/// <param name="Crisis">Whether a crisis rests on it.</param>
/// <param name="Alarming">Whether it raises a flag by itself.</param>
/// <param name="Heals">Of a condition: whether it counts only while it lasts.</param>
internal sealed record Sign(string Id, int Concept, bool History, bool Crisis, bool Alarming, bool Heals = false);
