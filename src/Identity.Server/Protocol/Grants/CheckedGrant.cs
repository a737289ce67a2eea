using Identity.Core.Grants;
using Identity.Core.Sessions;
using Identity.Core.Users;
using OpenIddict.Server;

namespace Identity.Server.Protocol.Grants;

/// <summary>What <see cref="CheckGrant"/> read about a grant, for the later steps of the same request. None of it is tracked.</summary>
/// <param name="Grant">Its row.</param>
/// <param name="ClientId">To which client it was given.</param>
/// <param name="Session">In which session.</param>
internal sealed record CheckedGrant(Grant Grant, string? ClientId, Session? Session)
{
    /// <summary>The account, at the userinfo endpoint.</summary>
    public User? User { get; init; }

    // A request may bring tokens of several grants.
    public static CheckedGrant? Of(OpenIddictServerTransaction transaction, Guid grantId) => transaction.GetProperty<CheckedGrant>(Name(grantId));

    public void Keep(OpenIddictServerTransaction transaction, Guid grantId) => transaction.SetProperty(Name(grantId), this);

    private static string Name(Guid grantId) => $"{nameof(CheckedGrant)}:{grantId}";
}
