using BackCare.Passages;

namespace BackCare.Web.Reload;

/// <summary>Looks every two seconds whether the corpus has changed. Looking rather than being told works on every kind of disk and mount.</summary>
public sealed class CorpusWatch(CurrentAssistant current, TimeProvider time, ILogger<CorpusWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private string _dealtWith = Fingerprint(current.Folder);
    private string? _seen;

    /// <summary>Takes a change over when its files have come to rest: the same at two looks.</summary>
    public void Look()
    {
        var fingerprint = Fingerprint(current.Folder);
        if (fingerprint == _dealtWith)
            return;

        if (fingerprint != _seen)
        {
            _seen = fingerprint;
            return;
        }

        try
        {
            var loaded = LoadedAssistant.From(current.Folder);
            if (Fingerprint(current.Folder) != fingerprint)
                return;

            current.Take(loaded);
            logger.CorpusTaken(loaded.Version.Corpus, loaded.Version.Rules);
        }
        catch (CorpusException exception)
        {
            Refuse([.. exception.Problems.Select(problem => problem.ToString())]);
        }
#pragma warning disable CA1031 // Whatever is wrong with the new files, the old ones go on answering.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Refuse([$"{exception.GetType().Name}: {exception.Message}"]);
        }

        _dealtWith = fingerprint;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                Look();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A folder in the middle of being replaced; it is looked at again.
                logger.CorpusUnreadable(exception.Message);
            }
        }
    }

    private void Refuse(IReadOnlyList<string> problems)
    {
        current.Refuse(problems);
        logger.CorpusRefused(problems.Count, current.Now.Version.Corpus);
        foreach (var problem in problems)
            logger.CorpusProblem(problem);
    }

    private static string Fingerprint(string folder) => string.Join(
        '\n',
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => new FileInfo(path))
            .Select(file => FormattableString.Invariant($"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}")));
}
