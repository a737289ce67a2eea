namespace Identity.App.Commands;

/// <summary>Holds the database file and keys: nobody but the owner of the process may look into it.</summary>
internal static class DataDirectory
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static void Ensure(string path)
    {
        if (Directory.Exists(path)) return;

        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
            else Directory.CreateDirectory(path, OwnerOnly);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailed($"Data:Directory: '{path}' can't be made: {failure.Message} A valid example: /var/lib/identity", ExitCode.WrongSetting);
        }
    }
}
