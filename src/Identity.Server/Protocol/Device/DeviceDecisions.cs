using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Grants;
using Identity.Core.Sessions;
using Identity.Server.Flows;
using Identity.Server.Protocol.Authorization;
using Identity.Server.Protocol.Grants;
using Identity.Server.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Protocol.Device;

/// <summary>What a person is asked about a device, and what comes of the answer.</summary>
internal sealed class DeviceDecisions(
    IdentityDb db, BrowserSessions browsers, AuthorizationQuestions questions, ConsentScopes scopes, Consents consents, DeviceFlows flows,
    AuditLog audit, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>What the flow needs next.</summary>
    public async Task<DeviceStep> NextAsync(FlowStep step, CancellationToken ct)
    {
        var (id, now) = (DeviceFlows.RequestId(step.Flow), Now);
        var request = await db.DeviceRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.Status == DeviceRequestStatus.Pending && r.ExpiresAt > now, ct);
        if (request is null || step.Client is not { } client) return new DeviceStep.Ended();

        var next = await AuthorizationRules.NextAsync(await questions.CreateAsync(Flows.Flows.Request(step.Flow), client, step.Flow, null, ct));
        var session = next switch
        {
            AuthorizationStep.Answer answer => answer.Session,
            AuthorizationStep.AskConsent ask => ask.Session,
            AuthorizationStep.AcceptTerms ask => ask.Session,
            _ => null,
        };
        if (session is null) return new DeviceStep.SignIn();

        // The person is asked about one account: the answer must not slip to another that is chosen meanwhile.
        step.Flow.SessionId ??= session.Id;
        await db.SaveChangesAsync(ct);
        if (next is AuthorizationStep.AcceptTerms) return new DeviceStep.AcceptTerms();

        var asked = client.FirstParty ? [] : await scopes.ListAsync(session.UserId, client.Id, request.Scopes, ct);
        return new DeviceStep.Confirm(request, session, UserCode.Display(flows.UserCodeOf(step.Flow)), asked);
    }

    /// <summary>Records the answer; false when the request has ended, or was answered elsewhere.</summary>
    public async Task<bool> DecideAsync(FlowStep step, DeviceStep.Confirm question, bool allowed, CancellationToken ct)
    {
        var now = Now;
        var status = allowed ? DeviceRequestStatus.Allowed : DeviceRequestStatus.Refused;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var decided = await db.DeviceRequests
            .Where(r => r.Id == question.Request.Id && r.Status == DeviceRequestStatus.Pending && r.ExpiresAt > now)
            .ExecuteUpdateAsync(
                update => update
                    .SetProperty(r => r.Status, status)
                    .SetProperty(r => r.SessionId, question.Session.Id)
                    .SetProperty(r => r.DecidedAt, now),
                ct);
        if (decided == 0) return false;

        (step.Flow.DecidedAt, step.Flow.CompletedAt, step.Flow.Allowed) = (now, now, allowed);
        browsers.Touch(question.Session);
        if (allowed && !step.Client!.FirstParty) await consents.AddAsync(question.Session.UserId, step.Client.Id, question.Request.Scopes, ct);
        audit.Add(
            allowed ? AuditKinds.DeviceAllowed : AuditKinds.DeviceRefused, ("client", step.Client!.Id),
            browsers.Actor(question.Session.UserId, step.Client.ClientId),
            new { request = question.Request.Id, askedFrom = question.Request.IpAddress, question.Request.Scopes });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}

/// <summary>What the flow of a device needs next.</summary>
internal abstract record DeviceStep
{
    private DeviceStep() { }

    /// <summary>The code expired, or was used in another window.</summary>
    public sealed record Ended : DeviceStep;

    public sealed record SignIn : DeviceStep;

    public sealed record AcceptTerms : DeviceStep;

    /// <param name="Request">What the device asks for, and from where.</param>
    /// <param name="Session">The account that it is about.</param>
    /// <param name="UserCode">To be compared with what the device shows.</param>
    /// <param name="Scopes">What a stranger's app asks for.</param>
    public sealed record Confirm(DeviceRequest Request, Session Session, string UserCode, IReadOnlyList<ConsentScope> Scopes) : DeviceStep;
}
