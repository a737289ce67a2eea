using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Quickstart.Web;

/// <summary>What an app does with its tokens: call an API, and get new ones before they expire.</summary>
internal sealed class Tokens(IOptionsMonitor<OpenIdConnectOptions> options, IHttpContextAccessor accessor, TimeProvider clock)
{
    private const string Refreshes = "refreshes";

    private readonly OpenIdConnectOptions oidc = options.Get(OpenIdConnectDefaults.AuthenticationScheme);
    private readonly HttpContext http = accessor.HttpContext!;

    /// <summary>When the access token ends, and how often it was renewed since the sign-in.</summary>
    public async Task<(DateTimeOffset? ExpiresAt, int Refreshes)> ReadAsync()
    {
        var properties = (await http.AuthenticateAsync()).Properties!;
        var expires = DateTimeOffset.TryParse(properties.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, out var at) ? at : (DateTimeOffset?)null;
        return (expires, ReadRefreshes(properties));
    }

    /// <summary>The claims that the userinfo endpoint gives for the access token; null when it refuses the token.</summary>
    public async Task<IReadOnlyDictionary<string, JsonElement>?> GetUserInfoAsync(CancellationToken ct)
    {
        var endpoints = await oidc.ConfigurationManager!.GetConfigurationAsync(ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoints.UserInfoEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await http.GetTokenAsync("access_token"));

        using var response = await oidc.Backchannel.SendAsync(request, ct);
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<Dictionary<string, JsonElement>>(ct) : null;
    }

    /// <summary>Trades the refresh token for new tokens; false when the person has to sign in again.</summary>
    public async Task<bool> RefreshAsync(CancellationToken ct)
    {
        var endpoints = await oidc.ConfigurationManager!.GetConfigurationAsync(ct);
        var session = await http.AuthenticateAsync();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string?>
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = oidc.ClientId,
            ["client_secret"] = oidc.ClientSecret,
            ["refresh_token"] = session.Properties!.GetTokenValue("refresh_token"),
        });

        using var response = await oidc.Backchannel.PostAsync(endpoints.TokenEndpoint, form, ct);
        if (!response.IsSuccessStatusCode) return false;

        Store(session.Properties!, new OpenIdConnectMessage(await response.Content.ReadAsStringAsync(ct)));
        await http.SignInAsync(session.Principal!, session.Properties);
        return true;
    }

    private void Store(AuthenticationProperties properties, OpenIdConnectMessage answer)
    {
        properties.UpdateTokenValue("access_token", answer.AccessToken);
        // Refresh tokens rotate: the old one must not be used again.
        if (answer.RefreshToken is { } refreshToken) properties.UpdateTokenValue("refresh_token", refreshToken);
        if (answer.IdToken is { } idToken) properties.UpdateTokenValue("id_token", idToken);

        var lifetime = int.Parse(answer.ExpiresIn, CultureInfo.InvariantCulture);
        properties.UpdateTokenValue("expires_at", clock.GetUtcNow().AddSeconds(lifetime).ToString("o", CultureInfo.InvariantCulture));
        properties.Items[Refreshes] = (ReadRefreshes(properties) + 1).ToString(CultureInfo.InvariantCulture);
    }

    private static int ReadRefreshes(AuthenticationProperties properties)
        => properties.Items.TryGetValue(Refreshes, out var count) ? int.Parse(count!, CultureInfo.InvariantCulture) : 0;
}
