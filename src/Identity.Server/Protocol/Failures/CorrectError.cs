using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Failures;

/// <summary>
/// Puts right what OpenIddict says differently from the specification, says it in words that help, and leaves out links to
/// its own documentation.
/// </summary>
internal sealed class CorrectError : IOpenIddictServerHandler<ProcessErrorContext>
{
    // OpenIddict's numbers for a scope that the client may not ask for, and for a parameter that is wrong.
    private const string ScopeNotAllowed = "ID2051";
    private const string WrongParameter = "ID2052";

    public ValueTask HandleAsync(ProcessErrorContext context)
    {
        if (context.ErrorUri is not { Length: > 0 } uri) return ValueTask.CompletedTask;

        var id = uri[(uri.LastIndexOf('/') + 1)..];
        // OpenIddict's sentences name the parameter that they are about first, in quotes.
        var parameter = context.ErrorDescription?.Split('\'').ElementAtOrDefault(1);
        // RFC 6749, sections 4.1.2.1, 5.2 and 6.
        if (id == ScopeNotAllowed || (id, parameter) == (WrongParameter, Parameters.Scope)) context.Error = Errors.InvalidScope;

        context.ErrorDescription = ErrorWords.Find(id, parameter) ?? context.ErrorDescription;
        context.ErrorUri = null;
        return ValueTask.CompletedTask;
    }
}
