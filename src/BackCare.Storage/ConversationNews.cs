using System.Collections.Concurrent;

namespace BackCare.Storage;

/// <summary>Wakes those who wait for something new in a conversation.</summary>
internal sealed class ConversationNews
{
    private readonly ConcurrentDictionary<ConversationKey, TaskCompletionSource> _waiting = new();

    /// <summary>The next news of the conversation. To be taken before looking whether there is something already, so that nothing falls between.</summary>
    public Task Next(ConversationKey key) =>
        _waiting.GetOrAdd(key, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Tell(ConversationKey key)
    {
        if (_waiting.TryRemove(key, out var waiting))
            waiting.TrySetResult();
    }

    /// <summary>Wakes everybody: when news may have been missed.</summary>
    public void TellAll()
    {
        foreach (var key in _waiting.Keys)
            Tell(key);
    }
}
