namespace BackCare.Storage;

/// <summary>The store can't be used now; the same call may succeed later.</summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The store was written by a newer program than this one; nothing is read from it or written to it.</summary>
public sealed class StoreSchemaException(string message) : Exception(message);
