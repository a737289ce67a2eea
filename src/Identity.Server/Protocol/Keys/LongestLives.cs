using Identity.Core.Clients;
using Identity.Core.Data;
using Identity.Server.Protocol.Token;
using Identity.Server.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using static OpenIddict.Abstractions.OpenIddictConstants.Settings;

namespace Identity.Server.Protocol.Keys;

/// <summary>How long something that a key made may be of use at most: by the settings of this server, and by those of its clients.</summary>
internal sealed class LongestLives(IdentityDb db, IOptions<TokenOptions> tokens, IOptions<SessionOptions> sessions)
{
    /// <summary>What is signed: tokens, and ID tokens that come back as <c>id_token_hint</c> as long as their session lives, though expired.</summary>
    public async Task<TimeSpan> OfSignedAsync(CancellationToken ct) => Longest(
    [
        tokens.Value.AccessTokenLifetime, tokens.Value.IdentityTokenLifetime, sessions.Value.Absolute, sessions.Value.RememberedAbsolute,
        .. await OfClientsAsync(TokenLifetimes.AccessToken, ct),
    ]);

    /// <summary>What is encrypted: codes and refresh tokens. A refresh gives a new token, under the key of that time.</summary>
    public async Task<TimeSpan> OfEncryptedAsync(CancellationToken ct) => Longest(
    [
        tokens.Value.AuthorizationCodeLifetime, tokens.Value.DeviceCodeLifetime, tokens.Value.RefreshTokenIdleLifetime,
        .. await OfClientsAsync(TokenLifetimes.RefreshToken, ct),
    ]);

    private static TimeSpan Longest(IEnumerable<TimeSpan> lives) => lives.Max();

    private async Task<IEnumerable<TimeSpan>> OfClientsAsync(string setting, CancellationToken ct)
    {
        // Most clients have the same.
        var settings = await db.Clients.Where(client => client.Settings != null).Select(client => client.Settings).Distinct().ToListAsync(ct);
        return settings.Select(text => ClientColumns.Lifetime(text, setting)).OfType<TimeSpan>();
    }
}
