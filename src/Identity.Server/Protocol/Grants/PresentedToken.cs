using OpenIddict.Server;

namespace Identity.Server.Protocol.Grants;

/// <summary>A code or refresh token that is used up in the statement that writes the next refresh token.</summary>
/// <param name="TokenId">Its row.</param>
/// <param name="Grant">What it belongs to.</param>
/// <param name="IsCode">Of a refresh token the successor is remembered; a code is never repeated.</param>
internal sealed record PresentedToken(Guid TokenId, CheckedGrant Grant, bool IsCode)
{
    public static PresentedToken? Of(OpenIddictServerTransaction transaction) => transaction.GetProperty<PresentedToken>(nameof(PresentedToken));

    public void Keep(OpenIddictServerTransaction transaction) => transaction.SetProperty(nameof(PresentedToken), this);
}
