using Identity.Core.Clients;
using Identity.Core.Configuration;
using Identity.Core.Data;
using Identity.Hosting.Settings;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.Account.SignOut;

/// <summary>The apps that are told of the end of sessions: those that were given something in them.</summary>
internal sealed class SignedOutApps(IdentityDb db, Catalog catalog, Subjects subjects, IOptions<ServerAddressOptions> addresses)
{
    /// <summary>Whether a page has to come first: apps are told in its frames, or it is where the person arrives and reads who is told.</summary>
    public async Task<bool> NeedPageAsync(IReadOnlyCollection<Guid> sessions, string? postLogoutRedirectUri, CancellationToken ct)
        => (await FindAsync(sessions, ct)).Any(app => app.Frame is not null || string.IsNullOrEmpty(postLogoutRedirectUri));

    /// <summary>One for each app and session.</summary>
    public async Task<IReadOnlyList<SignedOutApp>> FindAsync(IReadOnlyCollection<Guid> sessions, CancellationToken ct)
    {
        var rows = await (
            from grant in db.Grants
            join session in db.Sessions on grant.SessionId equals session.Id
            where sessions.Contains(session.Id) && (grant.Application!.FrontchannelLogoutUri != null || grant.Application.BackchannelLogoutUri != null)
            select new { grant.Application!.ClientId, session.Sid }).Distinct().ToListAsync(ct);
        List<SignedOutApp> apps = [];
        foreach (var row in rows)
        {
            if (await catalog.FindClientAsync(row.ClientId, ct) is not { } client) continue;
            apps.Add(new(client.DisplayName ?? client.ClientId!, Frame(client.FrontchannelLogoutUri, await subjects.SessionForAsync(client, row.Sid, ct))));
        }

        return [.. apps.OrderBy(app => app.Name, StringComparer.CurrentCulture)];
    }

    // OpenID Connect Front-Channel Logout, section 2: always with both, so that no other site can name a session.
    private Uri? Frame(string? uri, string sid) => uri is null
        ? null
        : new Uri(QueryHelpers.AddQueryString(uri, new Dictionary<string, string?> { [Parameters.Iss] = addresses.Value.Issuer, ["sid"] = sid }));
}

/// <param name="Name">What people call it.</param>
/// <param name="Frame">What is loaded to tell it, when it wants to be told in the browser.</param>
internal sealed record SignedOutApp(string Name, Uri? Frame);
