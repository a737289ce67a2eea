using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.FormPost;

/// <summary>Hands the answer to <see cref="FormPostPage"/>: OpenIddict's own page has an inline script and no way on without one.</summary>
internal sealed class ShowFormPostPage : IOpenIddictServerHandler<ApplyAuthorizationResponseContext>
{
    public ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
    {
        if (context.RedirectUri is not { Length: > 0 } redirectUri || context.ResponseMode != ResponseModes.FormPost) return ValueTask.CompletedTask;

        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Features.Set(new FormPostAnswer(
            new Uri(redirectUri),
            context.Request?.ClientId,
            [.. context.Response.GetParameters().Select(p => KeyValuePair.Create(p.Key, p.Value.ToString() ?? ""))]));

        // The page behind the endpoint goes on.
        context.SkipRequest();
        return ValueTask.CompletedTask;
    }
}

/// <summary>What the form carries, and to where: an address that was checked against the registered ones.</summary>
internal sealed record FormPostAnswer(Uri RedirectUri, string? ClientId, IReadOnlyList<KeyValuePair<string, string>> Parameters);
