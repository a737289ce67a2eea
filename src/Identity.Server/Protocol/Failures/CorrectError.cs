using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Failures;

/// <summary>Puts right what OpenIddict says differently from the specification, and leaves out links to its own documentation.</summary>
internal sealed class CorrectError : IOpenIddictServerHandler<ProcessErrorContext>
{
    // OpenIddict's number for a scope that the client may not ask for.
    private const string ScopeNotAllowed = "ID2051";

    public ValueTask HandleAsync(ProcessErrorContext context)
    {
        // RFC 6749, sections 4.1.2.1 and 5.2.
        if (context.ErrorUri?.EndsWith(ScopeNotAllowed, StringComparison.Ordinal) == true) context.Error = OpenIddictConstants.Errors.InvalidScope;

        context.ErrorUri = null;
        return ValueTask.CompletedTask;
    }
}
