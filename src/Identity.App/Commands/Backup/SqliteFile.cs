using Identity.Core.Data;
using Microsoft.Data.Sqlite;

namespace Identity.App.Commands.Backup;

/// <summary>The file of a SQLite database, as something to copy. Pooled connections would keep it open.</summary>
internal sealed class SqliteFile(string path)
{
    private const int Busy = 5;
    private const int Locked = 6;

    public string Path => path;

    public bool Exists => File.Exists(path);

    private SqliteConnection Connect(SqliteOpenMode mode)
        => new(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString());

    /// <summary>The file that the settings name.</summary>
    /// <exception cref="CommandFailed">The database is no SQLite file.</exception>
    public static SqliteFile Of(IConfiguration settings, string insteadOfSqlite)
    {
        var database = settings.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new();
        if (database.Provider != DatabaseProvider.Sqlite) throw new CommandFailed(insteadOfSqlite, ExitCode.WrongUsage);

        var data = settings.GetSection(DataOptions.Section).Get<DataOptions>() ?? new();
        return new SqliteFile(database.ConnectionString is { Length: > 0 } configured
            ? System.IO.Path.GetFullPath(new SqliteConnectionStringBuilder(configured).DataSource)
            : System.IO.Path.Combine(data.FullPath, "identity.db"));
    }

    /// <summary>Copies it page by page, as it is at one moment, while others read and write.</summary>
    public SqliteFile CopyTo(string target)
    {
        var copy = new SqliteFile(target);
        // Made first and empty, so that nobody else can read it for a moment.
        if (OperatingSystem.IsWindows()) File.Create(target).Dispose();
        else File.Open(target, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }).Dispose();

        using var from = Connect(SqliteOpenMode.ReadWrite);
        using var to = copy.Connect(SqliteOpenMode.ReadWrite);
        from.Open();
        to.Open();
        from.BackupDatabase(to);
        // One file, without a log beside it.
        Scalar(to, "PRAGMA journal_mode = DELETE");
        return copy;
    }

    /// <summary>What is wrong with it; null when it is a whole database of ours.</summary>
    public string? Problem()
    {
        try
        {
            using var connection = Connect(SqliteOpenMode.ReadWrite);
            connection.Open();
            if (Scalar(connection, "PRAGMA integrity_check") is var found and not "ok") return $"it is damaged: {found}";
            return Scalar(connection, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'KeyChecks'") == "1" ? null : "it is not a database of this product";
        }
        catch (SqliteException problem)
        {
            return $"it can't be read: {problem.Message}";
        }
    }

    /// <summary>Whether any program has it open: the log can be put away by the only one alone.</summary>
    public bool IsInUse()
    {
        try
        {
            using var connection = Connect(SqliteOpenMode.ReadWrite);
            connection.Open();
            return Scalar(connection, "PRAGMA journal_mode = DELETE") != "delete";
        }
        catch (SqliteException problem) when (problem.SqliteErrorCode is Busy or Locked)
        {
            return true;
        }
    }

    public void Delete()
    {
        foreach (var part in new[] { "", "-wal", "-shm", "-journal" }) File.Delete(path + part);
    }

    private static string? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
