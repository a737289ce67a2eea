using Identity.App.Commands;
using Identity.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Identity.App.Backup;

/// <summary>A database of SQLite, as a file.</summary>
internal static class SqliteFile
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Where the database of the settings lies.</summary>
    public static string PathOf(IdentityDb db) => Path.GetFullPath(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource);

    /// <summary>Copies what is committed, also while others write; the copy is one file, for its owner only.</summary>
    public static void Copy(string from, string to)
    {
        CreatePrivate(to);
        using var source = Open(from, SqliteOpenMode.ReadWrite);
        using var target = Open(to, SqliteOpenMode.ReadWrite);
        source.BackupDatabase(target);
        // Else two more files would belong to the copy.
        Ask(target, "PRAGMA journal_mode = DELETE");
    }

    /// <summary>What is wrong with a file, or null.</summary>
    public static string? Damage(string path)
    {
        try
        {
            using var database = Open(path, SqliteOpenMode.ReadOnly);
            if (Ask(database, "PRAGMA integrity_check") is not "ok") return "it is damaged";
            return Ask(database, "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name IN ('__EFMigrationsHistory', 'KeyChecks')") == "2"
                ? null
                : "it is a database, but not one of this product";
        }
        catch (SqliteException failure)
        {
            return failure.SqliteErrorCode == SQLitePCL.raw.SQLITE_NOTADB ? "it is no database" : "it is damaged or can't be read";
        }
    }

    /// <summary>The migrations that it has had.</summary>
    public static IReadOnlyList<string> Migrations(string path)
    {
        using var database = Open(path, SqliteOpenMode.ReadOnly);
        using var command = database.CreateCommand();
        command.CommandText = "SELECT MigrationId FROM __EFMigrationsHistory";
        using var reader = command.ExecuteReader();
        var migrations = new List<string>();
        while (reader.Read()) migrations.Add(reader.GetString(0));
        return migrations;
    }

    /// <summary>Makes one file of it, which works while nobody else has it open.</summary>
    public static void Settle(string path)
    {
        try
        {
            using var database = Open(path, SqliteOpenMode.ReadWrite);
            if (Ask(database, "PRAGMA journal_mode = DELETE") == "delete") return;
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            // Said below.
        }

        throw new CommandFailed($"The database '{path}' is in use: stop every process of identity that works on it, then run this again.");
    }

    private static void CreatePrivate(string path)
    {
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) create.UnixCreateMode = OwnerOnly;
        new FileStream(path, create).Dispose();
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 1 }.ToString());
        connection.Open();
        return connection;
    }

    private static string? Ask(SqliteConnection database, string question)
    {
        using var command = database.CreateCommand();
        command.CommandText = question;
        return command.ExecuteScalar()?.ToString();
    }
}
