using Identity.Core.Data;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Core.Grants;

internal static class RedemptionStatements
{
    /// <summary>A guarded UPDATE and the INSERT that depends on it. It touches no row at all when the token had been used.</summary>
    public static FormattableString Redeem(IdentityDb db, UsedUp used, NextToken next) => db switch
    {
        PostgreSqlIdentityDb => PostgreSql(used, next),
        SqlServerIdentityDb => SqlServer(used, next),
        _ => Sqlite(used, next),
    };

    // One statement, one way there and back. An empty successor stands for none: a null has no type of its own there.
    private static FormattableString PostgreSql(UsedUp used, NextToken next) => $"""
        WITH used AS (
            UPDATE "Tokens" SET "Status" = {Statuses.Redeemed}, "RedemptionDate" = {used.At}, "Successor" = NULLIF({used.Successor ?? ""}, '')
            WHERE "Id" = {used.TokenId} AND "Status" = {Statuses.Valid}
            RETURNING "Id")
        INSERT INTO "Tokens" ("Id", "ApplicationId", "AuthorizationId", "ConcurrencyToken", "CreationDate", "ExpirationDate", "Payload", "ReferenceId", "Status", "Subject", "Type")
        SELECT {next.Row.Id}, {next.ClientId}, {next.GrantId}, {next.Row.ConcurrencyToken}, {next.Row.CreationDate}, {next.Row.ExpirationDate}, {next.Row.Payload}, {next.Row.ReferenceId}, {next.Row.Status}, {next.Row.Subject}, {next.Row.Type}
        FROM used
        """;

    // The caller's transaction makes them one.
    private static FormattableString Sqlite(UsedUp used, NextToken next) => $"""
        UPDATE "Tokens" SET "Status" = {Statuses.Redeemed}, "RedemptionDate" = {used.At}, "Successor" = {used.Successor}
        WHERE "Id" = {used.TokenId} AND "Status" = {Statuses.Valid};
        INSERT INTO "Tokens" ("Id", "ApplicationId", "AuthorizationId", "ConcurrencyToken", "CreationDate", "ExpirationDate", "Payload", "ReferenceId", "Status", "Subject", "Type")
        SELECT {next.Row.Id}, {next.ClientId}, {next.GrantId}, {next.Row.ConcurrencyToken}, {next.Row.CreationDate}, {next.Row.ExpirationDate}, {next.Row.Payload}, {next.Row.ReferenceId}, {next.Row.Status}, {next.Row.Subject}, {next.Row.Type}
        WHERE changes() = 1
        """;

    // It would not INSERT from the OUTPUT of an UPDATE into a table that others point to, so a transaction makes them one.
    private static FormattableString SqlServer(UsedUp used, NextToken next) => $"""
        SET XACT_ABORT ON;
        BEGIN TRANSACTION;
        UPDATE [Tokens] SET [Status] = {Statuses.Redeemed}, [RedemptionDate] = {used.At}, [Successor] = {used.Successor}
        WHERE [Id] = {used.TokenId} AND [Status] = {Statuses.Valid};
        IF @@ROWCOUNT = 1
            INSERT INTO [Tokens] ([Id], [ApplicationId], [AuthorizationId], [ConcurrencyToken], [CreationDate], [ExpirationDate], [Payload], [ReferenceId], [Status], [Subject], [Type])
            VALUES ({next.Row.Id}, {next.ClientId}, {next.GrantId}, {next.Row.ConcurrencyToken}, {next.Row.CreationDate}, {next.Row.ExpirationDate}, {next.Row.Payload}, {next.Row.ReferenceId}, {next.Row.Status}, {next.Row.Subject}, {next.Row.Type});
        COMMIT TRANSACTION;
        """;
}
