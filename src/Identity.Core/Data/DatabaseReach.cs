using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Identity.Core.Data;

internal static class DatabaseReach
{
    /// <summary>Whether the database exists; a server that can't be asked is a <see cref="DatabaseUnavailableException"/>.</summary>
    public static async Task<bool> ExistsAsync(this IdentityDb db, CancellationToken ct)
    {
        try
        {
            return await db.GetService<IRelationalDatabaseCreator>().ExistsAsync(ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new DatabaseUnavailableException(Sentence(db, failure), failure);
        }
    }

    private static string Sentence(IdentityDb db, Exception failure)
    {
        var connection = db.Database.GetDbConnection();
        var place = connection.Database is { Length: > 0 } name && name != "main" ? $"'{name}' at '{connection.DataSource}'" : $"'{connection.DataSource}'";
        // PostgreSQL's class 28, and SQL Server's "Login failed".
        return failure is DbException { SqlState: ['2', '8', ..] } or SqlException { Number: 18456 }
            ? $"The database {place} refused the user name or password in Database:ConnectionString."
            : $"The database {place} can't be reached: check Database:ConnectionString, and that the server runs and accepts connections from here.";
    }
}
