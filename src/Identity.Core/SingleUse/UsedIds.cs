using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.SingleUse;

/// <summary>Marks of single use. They are in the database, so that they count on every node and after a restart.</summary>
public sealed class UsedIds(IdentityDb db)
{
    /// <summary>Uses an id: of any number of callers at once one gets true.</summary>
    /// <param name="purpose">What it is an id of.</param>
    /// <param name="owner">Who made it up: two owners may use the same one.</param>
    /// <param name="id">The id.</param>
    /// <param name="expiresAt">When nobody would accept it any more.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<bool> TryUseAsync(string purpose, string owner, string id, DateTime expiresAt, CancellationToken ct)
    {
        return await db.Database.ExecuteSqlAsync(Insert(Hash(purpose, owner, id), expiresAt), ct) == 1;
    }

    private FormattableString Insert(string hash, DateTime expiresAt)
    {
        if (db is not SqlServerIdentityDb) return $"""INSERT INTO "UsedIds" ("Hash", "ExpiresAt") VALUES ({hash}, {expiresAt}) ON CONFLICT DO NOTHING""";

        return $"INSERT INTO [UsedIds] ([Hash], [ExpiresAt]) SELECT {hash}, {expiresAt} WHERE NOT EXISTS (SELECT 1 FROM [UsedIds] WITH (UPDLOCK, HOLDLOCK) WHERE [Hash] = {hash})";
    }

    // Lengths first: no two triples run into the same text.
    private static string Hash(string purpose, string owner, string id)
        => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose.Length}.{owner.Length}.{purpose}{owner}{id}")));
}
