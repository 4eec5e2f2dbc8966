namespace BackCare.Storage;

/// <summary>The folder for what is kept on disk, made when it isn't there, readable by the program's user alone.</summary>
public static class DataDirectory
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <exception cref="StoreUnavailableException">The folder can't be made.</exception>
    public static string Of(StorageOptions options, string contentRoot)
    {
        var folder = options.DataDirectory is { Length: > 0 } chosen
            ? Path.GetFullPath(chosen, contentRoot)
            // systemd names the folder it has made for the service, or several, separated by colons.
            : Environment.GetEnvironmentVariable("STATE_DIRECTORY")?.Split(':') is [{ Length: > 0 } state, ..]
                ? state
                : Path.Combine(contentRoot, "data");

        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, Private);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The folder {folder} can't be made; make it, or name another in Storage:DataDirectory.", problem);
        }

        return folder;
    }
}
