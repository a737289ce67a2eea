using System.Text.Json;
using Identity.Core.Data;
using Identity.Core.Flows;
using Identity.Server.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;

namespace Identity.Server.Flows;

/// <summary>Keeps requests that wait for a person, and finds them again for the browser they belong to.</summary>
internal sealed class Flows(IdentityDb db, BrowserSessions browsers, IOptions<FlowOptions> options, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Keeps a request, saved at once, and returns the handle for its pages.</summary>
    /// <param name="kind">What waits.</param>
    /// <param name="request">The request, already validated.</param>
    /// <param name="clientId">The row of the client, when one is known.</param>
    /// <param name="redirectUri">The registered address that the answer goes to.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <param name="sessionId">The account that the flow is about, when that is settled.</param>
    /// <param name="signedOut">The sessions that have ended, when the person was signed out already.</param>
    public async Task<string> StartAsync(
        FlowKind kind, OpenIddictRequest request, Guid? clientId, string? redirectUri, CancellationToken ct, Guid? sessionId = null,
        IEnumerable<Guid>? signedOut = null)
    {
        var handle = Handle.Create();
        var flow = new Flow
        {
            HandleHash = Handle.Hash(handle),
            Kind = kind,
            ClientId = clientId,
            Parameters = JsonSerializer.Serialize(request),
            RedirectUri = redirectUri,
            SessionId = sessionId,
            CreatedAt = Now,
            ExpiresAt = Now + options.Value.Lifetime,
        };
        if (signedOut is not null) flow.SignOut(signedOut, Now);
        db.Flows.Add(flow);
        await db.SaveChangesAsync(ct);
        return handle;
    }

    /// <summary>Keeps a request that an application pushed, saved at once, until a browser comes with its handle.</summary>
    public async Task<string> PushAsync(OpenIddictRequest request, Guid clientId, CancellationToken ct)
    {
        var handle = Handle.Create();
        db.Flows.Add(new Flow
        {
            HandleHash = Handle.Hash(handle),
            Kind = FlowKind.Authorization,
            ClientId = clientId,
            Parameters = JsonSerializer.Serialize(request),
            Pushed = true,
            RedirectUri = request.RedirectUri,
            CreatedAt = Now,
            ExpiresAt = Now + options.Value.PushedRequestLifetime,
        });
        await db.SaveChangesAsync(ct);
        return handle;
    }

    /// <summary>A browser has come with a pushed request: from now on it lives like any other.</summary>
    public async Task OpenPushedAsync(Flow flow, CancellationToken ct)
    {
        if (flow is not { Pushed: true, OpenedAt: null }) return;

        (flow.OpenedAt, flow.ExpiresAt) = (Now, Now + options.Value.Lifetime);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The flow of a handle, unless it belongs to another browser.</summary>
    public async Task<FlowState> FindAsync(string? handle, CancellationToken ct)
    {
        if (handle is not { Length: Handle.Length }) return new FlowState.Unknown();

        var hash = Handle.Hash(handle);
        var flow = await db.Flows.SingleOrDefaultAsync(f => f.HandleHash == hash, ct);
        if (flow is null) return new FlowState.Unknown();

        if (flow.SessionId is { } session && !await IsOfThisBrowserAsync(session, ct)) return new FlowState.Unknown();
        if (flow.CompletedAt is not null) return new FlowState.Completed(flow);
        return flow.ExpiresAt <= Now ? new FlowState.Expired(flow) : new FlowState.Open(flow, handle);
    }

    /// <summary>Marks a flow as answered; false when another request did so first.</summary>
    public async Task<bool> TryCompleteAsync(Flow flow, CancellationToken ct)
    {
        var now = Now;
        return await db.Flows
            .Where(f => f.Id == flow.Id && f.CompletedAt == null)
            .ExecuteUpdateAsync(update => update.SetProperty(f => f.CompletedAt, now), ct) == 1;
    }

    public static OpenIddictRequest Request(Flow flow) => JsonSerializer.Deserialize<OpenIddictRequest>(flow.Parameters)!;

    private async Task<bool> IsOfThisBrowserAsync(Guid sessionId, CancellationToken ct)
        => await browsers.FindAsync(ct) is { } browser && await db.Sessions.AnyAsync(s => s.Id == sessionId && s.BrowserId == browser.Id, ct);
}

/// <summary>What became of the flow that a page asks for.</summary>
internal abstract record FlowState
{
    private FlowState() { }

    public sealed record Open(Flow Flow, string Handle) : FlowState;

    /// <summary>It was answered before: the person came back by the back button.</summary>
    public sealed record Completed(Flow Flow) : FlowState;

    public sealed record Expired(Flow Flow) : FlowState;

    /// <summary>Never existed, was deleted, or belongs to another browser.</summary>
    public sealed record Unknown : FlowState;
}
