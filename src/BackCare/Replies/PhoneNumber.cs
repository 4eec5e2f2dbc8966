namespace BackCare.Replies;

/// <summary>A telephone number as shown and as dialled.</summary>
/// <param name="Label">What it is, with the country, so that a wrong guess is seen: "Emergency (UK)".</param>
/// <param name="Shown">As people read it: "116 123".</param>
/// <param name="Dial">Digits, and a leading plus where it has one: for a <c>tel:</c> link.</param>
public sealed record PhoneNumber(string Label, string Shown, string Dial);
