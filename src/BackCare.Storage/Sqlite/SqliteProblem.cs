using Microsoft.Data.Sqlite;

namespace BackCare.Storage.Sqlite;

/// <summary>What SQLite's error codes mean to an operator.</summary>
internal static class SqliteProblem
{
    public static Exception Of(SqliteException problem) => problem.SqliteErrorCode switch
    {
        5 or 6 => new StoreUnavailableException("The database file is locked by another program; close it, or wait.", problem),
        8 => new StoreUnavailableException("The database file can't be written; give the program's user write access to the file and its folder.", problem),
        10 => new StoreUnavailableException("The disk failed to read or write the database file; look at the system's log.", problem),
        13 => DiskFull(problem),
        14 => new StoreUnavailableException("The database file can't be opened; check that its folder exists and the program's user may use it.", problem),
        _ => problem,
    };

    public static StoreUnavailableException DiskFull(SqliteException? problem = null) => new("The disk is full; make room where the database file lies.", problem);
}
