namespace BackCare.Storage;

/// <summary>Taking an activity in and then answering it, where both can't be done at once.</summary>
internal static class StepByStep
{
    extension(IConversationStore store)
    {
        public async Task<Taken> TakeInSteps(ConversationKey key, string? activityKey, Func<long, string> json, Func<PendingActivity, TurnOutcome> answer, CancellationToken cancellation)
        {
            var accepted = await store.Accept(key, activityKey, json, cancellation).ConfigureAwait(false);
            try
            {
                await store.Answer(key, answer, cancellation).ConfigureAwait(false);
                return new Taken(accepted, Failure: null);
            }
#pragma warning disable CA1031 // Whatever went wrong, the activity is kept, and the caller has to know both.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                return new Taken(accepted, failure);
            }
        }

        /// <summary>The answer; null when there is none to be had now. What goes wrong is told when it is answered again, step by step.</summary>
        public static TurnOutcome? TryAnswer(Func<PendingActivity, TurnOutcome> answer, PendingActivity pending)
        {
            try
            {
                return answer(pending);
            }
#pragma warning disable CA1031 // Of any kind.
            catch (Exception)
#pragma warning restore CA1031
            {
                return null;
            }
        }
    }
}
