using Identity.Core.Challenges;
using Identity.Core.Clients;
using Identity.Core.Configuration;
using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Core.Users.Invitations;
using Identity.Hosting.Headers;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Account.Invite;

/// <summary>Looks at the link of an invitation. Looking changes nothing: mail scanners open links.</summary>
internal sealed class InviteLinks(IdentityDb db, ChallengeStore challenges, SealedInvitations invitations, Catalog catalog, IHttpContextAccessor http)
{
    /// <summary>Null when it can't be accepted, whatever the reason.</summary>
    public async Task<OpenInvitation?> FindAsync(string token, CancellationToken ct)
    {
        var challenge = token.Length == ChallengeSecrets.LinkTokenLength ? await challenges.FindByLinkAsync(ChallengePurposes.Invitation, token, ct) : null;
        if (challenge is null || !challenges.IsOpen(challenge) || invitations.Open(challenge.Payload) is not { } invitation) return null;

        var client = await catalog.FindClientAsync(invitation.ClientId, ct);
        var open = new OpenInvitation(challenge, invitation, client);
        if (open.AppAddress is { } address) http.HttpContext!.AllowFormRedirectTo(address);
        return open;
    }

    /// <summary>Whether the address has an account that proved it: nothing is to be made then.</summary>
    public Task<bool> HasAccountAsync(OpenInvitation open, CancellationToken ct)
    {
        var key = LookupKeys.Normalize(open.Invitation.Email);
        return db.Users.AnyAsync(u => u.NormalizedEmail == key && u.EmailConfirmed, ct);
    }
}

/// <param name="Challenge">What keeps the link.</param>
/// <param name="Invitation">What it is to.</param>
/// <param name="Client">The app that the person goes on to, when there still is one.</param>
internal sealed record OpenInvitation(Challenge Challenge, Invitation Invitation, Client? Client)
{
    /// <summary>What people call the app.</summary>
    public string? AppName => Client is null ? null : Client.DisplayName ?? Client.ClientId;

    /// <summary>Where the app is found; null when it lives in no browser.</summary>
    public Uri? AppAddress => Client is not null && Uri.TryCreate(ClientAddresses.Of(Client), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
}
