namespace BackCare.Storage;

/// <summary>Which conversation, on which channel.</summary>
public readonly record struct ConversationKey(string Channel, string Conversation)
{
    public override string ToString() => $"{Channel}/{Conversation}";
}
