using BackCare.Storage;

namespace BackCare.Tests.Storage;

public sealed class InMemoryConversationStoreTests : ConversationStoreContract
{
    public InMemoryConversationStoreTests()
    {
        Store = new InMemoryConversationStore(Clock);
    }

    protected override IConversationStore Store { get; }
}
