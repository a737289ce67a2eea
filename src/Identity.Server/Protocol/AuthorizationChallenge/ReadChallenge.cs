using Identity.Core.Clients;
using Identity.Core.Configuration;
using Identity.Server.Account.SignUp;
using Identity.Server.Account.Terms;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>
/// Takes what the person typed out of the request, before anything could log or keep it, and puts the parameters of the
/// first call in the place of those of a later one: each call is validated as the same authorization request.
/// </summary>
internal sealed class ReadChallenge(Catalog catalog, AuthSessions sessions, TermsAgreement terms) : IOpenIddictServerHandler<ExtractPushedAuthorizationRequestContext>
{
    private const string AuthSession = "auth_session";
    private const string Method = "challenge_method";
    private const string Email = "email";
    private const string Name = "name";
    private const string NewPassword = "new_password";
    private const string PhoneNumber = "phone_number";
    private const string Device = "device";
    private const string TermsVersion = "terms";
    private static readonly string[] Own = [AuthSession, Method, Parameters.Username, Parameters.Password, Parameters.Code, Email, Name, NewPassword, TermsVersion, Device, PhoneNumber];

    public async ValueTask HandleAsync(ExtractPushedAuthorizationRequestContext context)
    {
        if (!ChallengeCall.IsAddressed(context.Transaction) || context.Request is not { } request) return;

        var call = new ChallengeCall
        {
            Handle = Typed(AuthSession),
            Username = Typed(Parameters.Username),
            Password = Typed(Parameters.Password),
            Method = Typed(Method),
            Code = Typed(Parameters.Code),
            PhoneNumber = Typed(PhoneNumber),
            Device = Typed(Device),
            SignUp = new SignUpInput { Email = Typed(Email), Name = Typed(Name), NewPassword = Typed(NewPassword), Terms = Typed(TermsVersion) is { } version && version == terms.Version },
        };
        foreach (var name in Own) request.RemoveParameter(name);

        if (request.Request is { Length: > 0 })
        {
            context.Reject(Errors.RequestNotSupported, "No request object is taken here. Send plain parameters.");
            return;
        }

        var client = await catalog.FindClientAsync(request.ClientId, context.CancellationToken);
        call = call.Handle is { } handle ? await ContinueAsync(context, call, handle, client) : Begin(request, call, client);
        context.Transaction.SetProperty(nameof(ChallengeCall), call);

        string? Typed(string name) => (string?)request[name] is { Length: > 0 } text ? text : null;
    }

    // An app with screens of its own needs no address to be sent back to. One is checked all the same, in case it has to
    // open the browser in the end.
    private static ChallengeCall Begin(OpenIddictRequest request, ChallengeCall call, Client? client)
    {
        if (request.RedirectUri is { Length: > 0 }) return call with { NamesRedirectUri = true };

        request.RedirectUri = client is not null && ClientColumns.Read(client).RedirectUris is [var first, ..] ? first : null;
        return call;
    }

    private async Task<ChallengeCall> ContinueAsync(ExtractPushedAuthorizationRequestContext context, ChallengeCall call, string handle, Client? client)
    {
        if (await sessions.FindAsync(handle, context.CancellationToken) is not { } flow || (context.Request!.ClientId is { Length: > 0 } && client?.Id != flow.ClientId))
        {
            context.Reject(ChallengeErrors.InvalidSession, "The 'auth_session' is unknown, has expired, was used up, or belongs to another application. Start again without it.");
            return call;
        }

        context.Request = AuthSessions.Request(flow, context.Request);
        return call with { Flow = flow, NamesRedirectUri = flow.RedirectUri is not null };
    }
}
