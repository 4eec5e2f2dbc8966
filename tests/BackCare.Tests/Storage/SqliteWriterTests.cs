using BackCare.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace BackCare.Tests.Storage;

public sealed class SqliteWriterTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("backcare-");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_comes_while_the_log_is_emptied_is_let_in_behind_it_even_when_that_fails(bool fails)
    {
        var opened = 0;
        Task<int>? written = null;
        SqliteWriter? writer = null;
        using var made = writer = new SqliteWriter(() =>
        {
            // The first to open holds the turn: somebody else comes just now, finds it taken and goes.
            if (opened++ == 0)
            {
                Task.Run(() => { written = writer!.Write(session => session.Execute("CREATE TABLE t (a INT)")); }).Wait(Patience).ShouldBeTrue();
                if (fails)
                    throw new SqliteException("the disk is gone", 10);
            }

            return new SqliteSession(Path.Combine(_folder.FullName, "t.db"), survivePowerLoss: false);
        });

        if (fails)
            Should.Throw<SqliteException>(writer.EmptyLog);
        else
            writer.EmptyLog();

        await written!.WaitAsync(Patience);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
