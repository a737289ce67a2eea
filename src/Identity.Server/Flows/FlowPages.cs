using Identity.Core.Clients;
using Identity.Core.Configuration;
using Identity.Core.Flows;
using Identity.Hosting.Headers;
using Identity.Server.Protocol.Failures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Flows;

/// <summary>A page that is a step of a flow: it knows the application that waits, and may send the browser back to it.</summary>
internal sealed class FlowPages(Flows flows, Catalog catalog, IHttpContextAccessor http)
{
    /// <summary>The flows in which somebody signs in.</summary>
    public static readonly FlowKind[] SignIn = [FlowKind.Authorization, FlowKind.Device];

    /// <summary>The open flow of a handle and its application; null when the error page has to say what became of it.</summary>
    public Task<FlowStep?> OpenAsync(string? handle, FlowKind kind, CancellationToken ct) => OpenAsync(handle, [kind], ct);

    /// <summary>As the other, for a page that is a step of several kinds of flows.</summary>
    public async Task<FlowStep?> OpenAsync(string? handle, FlowKind[] kinds, CancellationToken ct)
    {
        var state = await flows.FindAsync(handle, ct);
        if (state is not FlowState.Open open || !kinds.Contains(open.Flow.Kind))
        {
            http.HttpContext!.Features.Set(new FlowProblem(state));
            return null;
        }

        var client = await catalog.FindClientAsync(open.Flow.ClientId, ct);
        if (Uri.TryCreate(open.Flow.RedirectUri, UriKind.Absolute, out var redirectUri)) http.HttpContext!.AllowFormRedirectTo(redirectUri);
        if (open.Flow.Kind == FlowKind.Authorization && client is not null) http.HttpContext!.EnterAuthorizationRequest(client.ClientId!);
        return new FlowStep(open.Flow, open.Handle, client);
    }
}

/// <summary>A step of an open flow.</summary>
/// <param name="Flow">What waits.</param>
/// <param name="Handle">Its name in addresses.</param>
/// <param name="Client">The application, when one is known.</param>
internal sealed record FlowStep(Flow Flow, string Handle, Client? Client)
{
    /// <summary>Where the browser goes on when the person has done this step.</summary>
    public string Next => Flow.Kind switch
    {
        FlowKind.Authorization => $"/connect/authorize?flow={Handle}",
        FlowKind.EndSession => $"/connect/endsession?flow={Handle}",
        _ => $"/device/confirm?flow={Handle}",
    };
}

internal static class FlowResults
{
    /// <summary>The error page, which says what became of the flow.</summary>
    public static IActionResult FlowProblem(this PageModel page) => page.StatusCode(StatusCodes.Status400BadRequest);
}
