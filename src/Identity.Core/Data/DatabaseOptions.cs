using System.ComponentModel.DataAnnotations;

namespace Identity.Core.Data;

/// <summary>Section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary><c>Sqlite</c>, <c>PostgreSql</c> or <c>SqlServer</c>.</summary>
    [EnumDataType(typeof(DatabaseProvider))]
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>For SQLite a file in the data directory when not set.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Whether a role brings the database up to date when it starts; when not set, for SQLite only.</summary>
    public bool? MigrateOnStart { get; set; }

    public bool MigratesOnStart => MigrateOnStart ?? Provider == DatabaseProvider.Sqlite;
}

public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
    SqlServer,
}

/// <summary>Section <c>Data</c>.</summary>
public sealed class DataOptions
{
    public const string Section = "Data";

    /// <summary>Holds the SQLite file and generated keys. Relative to the working directory.</summary>
    [Required]
    public string Directory { get; set; } = "./data";

    public string FullPath => Path.GetFullPath(Directory);
}
