using Identity.Core.Clients;
using Identity.Core.Logout;
using Identity.Hosting.Settings;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Identity.Worker.BackChannelLogout;

/// <summary>Logout tokens (OpenID Connect Back-Channel Logout, section 2.4), made at the moment of sending: they live two minutes at most.</summary>
internal sealed class LogoutTokens(SigningKeys keys, IOptions<ServerAddressOptions> addresses, IOptions<LogoutOptions> options, TimeProvider clock)
{
    private const string Type = "logout+jwt";
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <param name="id">The same for every try: the receiver can tell a repetition by it.</param>
    /// <param name="client">Who is told; the token is signed as its ID tokens are.</param>
    /// <param name="notice">What it is told.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<string> CreateAsync(Guid id, Client client, LogoutNotice notice, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = addresses.Value.Issuer,
            Audience = client.ClientId,
            IssuedAt = now,
            Expires = now + options.Value.TokenLifetime,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Jti] = id.ToString("N"),
                [JwtRegisteredClaimNames.Sub] = notice.Subject,
                [JwtRegisteredClaimNames.Sid] = notice.Sid,
                ["events"] = new Dictionary<string, object> { [Event] = new Dictionary<string, object>() },
            },
            TokenType = Type,
            SigningCredentials = await keys.FindAsync(client.IdTokenSignedResponseAlg, ct),
        });
    }
}
