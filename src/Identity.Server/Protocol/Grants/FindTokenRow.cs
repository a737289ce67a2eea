using System.Security.Cryptography;
using System.Text;
using Identity.Core.Data;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Grants;

/// <summary>
/// Finds the row of a code or refresh token by the name that was presented, and in the same read all that
/// <see cref="CheckGrant"/> wants to know about it.
/// </summary>
internal sealed class FindTokenRow(IdentityDb db, GrantReads reads) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        // A JWT is no name; and a client's assertion is of its own making.
        if (context.ValidTokenTypes is { Count: 1 } only && only.Contains(TokenTypeIdentifiers.Private.ClientAssertion)) return;
        if (context.SecurityTokenHandler.CanReadToken(context.Token)) return;

        if (await reads.ByReferenceAsync(db, Stored(context.Token)) is not { Token: { } row } found) return;

        if (context.ValidTokenTypes.Count > 0 && !context.ValidTokenTypes.Contains(row.Type!))
        {
            context.Reject(Errors.InvalidToken, "The token is of another kind than the one that is wanted here.");
            return;
        }

        found.Keep(context.Transaction);
        context.IsReferenceToken = true;
        context.Token = row.Payload!;
        context.TokenId = row.Id.ToString();
    }

    /// <summary>How the database knows a name: whoever reads it there can't present it.</summary>
    public static string Stored(string reference) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(reference)));
}

/// <summary>What the row says of a token counts, whatever its payload says.</summary>
internal sealed class RestoreTokenRow : IOpenIddictServerHandler<ValidateTokenContext>
{
    public ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.Principal?.GetTokenId() is not { Length: > 0 } named || context.Principal.HasTokenType(TokenTypeIdentifiers.Private.ClientAssertion)) return ValueTask.CompletedTask;

        // Every row has a name that is presented in place of its payload. Who presents the payload has read our database.
        if (context.TokenId != named || !Guid.TryParse(named, out var id) || FoundGrant.Of(context.Transaction, id) is not { Token: { } row } found)
        {
            context.Reject(Errors.InvalidToken, "The token is not one that was given to an app.");
            return ValueTask.CompletedTask;
        }

        context.AuthorizationId = found.Grant?.Id.ToString();
        context.Principal
            .SetCreationDate(Utc(row.CreationDate))
            .SetExpirationDate(Utc(row.ExpirationDate))
            .SetAuthorizationId(context.AuthorizationId)
            .SetTokenType(row.Type);
        return ValueTask.CompletedTask;
    }

    private static DateTimeOffset? Utc(DateTime? time) => time is { } known ? new DateTimeOffset(DateTime.SpecifyKind(known, DateTimeKind.Utc)) : null;
}
