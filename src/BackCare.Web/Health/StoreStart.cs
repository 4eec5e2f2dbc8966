using BackCare.Storage;

namespace BackCare.Web.Health;

/// <summary>Opens the store before the first message.</summary>
public static partial class StoreStart
{
    extension(WebApplication app)
    {
        /// <exception cref="StoreSchemaException">The store was written by a newer program.</exception>
        /// <exception cref="StoreUnavailableException">The database file can't be opened.</exception>
        public async Task OpenStore()
        {
            var store = app.Services.GetRequiredService<IRecordStore>();
            try
            {
                await store.Check(CancellationToken.None);
            }
            catch (StoreUnavailableException exception)
            {
                // Not ready, but not a reason to stop: a database that starts later is found by itself.
                StoreNotReady(app.Logger, exception.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The store doesn't answer yet; messages are refused until it does. {Problem}")]
    private static partial void StoreNotReady(ILogger logger, string problem);
}
