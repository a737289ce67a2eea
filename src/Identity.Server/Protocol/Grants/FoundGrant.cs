using Identity.Core.Grants;
using Identity.Core.Sessions;
using Identity.Core.Users;
using OpenIddict.Server;

namespace Identity.Server.Protocol.Grants;

/// <summary>What one read found about a code or token that came back. None of it is tracked.</summary>
internal sealed record FoundGrant
{
    /// <summary>Its own row, where it has one.</summary>
    public Identity.Core.Grants.Token? Token { get; init; }

    public Grant? Grant { get; init; }

    /// <summary>To which client the grant was given.</summary>
    public string? ClientId { get; init; }

    /// <summary>The session in which it was given.</summary>
    public Session? Session { get; init; }

    /// <summary>The account, where it was asked for.</summary>
    public User? User { get; init; }

    public bool UserRefused { get; init; }

    /// <summary>An access token that was revoked by itself.</summary>
    public bool RevokedAlone { get; init; }

    /// <summary>What was found of a row; a request may bring several.</summary>
    public static FoundGrant? Of(OpenIddictServerTransaction transaction, Guid tokenId) => transaction.GetProperty<FoundGrant>(Name(tokenId));

    public void Keep(OpenIddictServerTransaction transaction) => transaction.SetProperty(Name(Token!.Id), this);

    private static string Name(Guid tokenId) => $"{nameof(FoundGrant)}:{tokenId}";
}
