using System.Globalization;
using Identity.Core.Clients;
using Identity.Core.Data;
using Identity.Hosting.Pages;
using Identity.Hosting.Problems;
using Identity.Server.Flows;
using Identity.Server.Protocol.Failures;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace Identity.Server.Shared;

/// <summary>One page for everything that fails: what happened, one way on, and a reference.</summary>
[IgnoreAntiforgeryToken]
internal sealed class ErrorPage(IdentityDb db, IOpenIddictApplicationManager applications, TimeProvider clock) : PageModel
{
    /// <summary>Which texts it shows: <c>error.{Kind}.title</c> and <c>error.{Kind}.text</c>.</summary>
    public string Kind { get; private set; } = "404";

    public string? Reference { get; private set; }

    public DateTimeOffset At => clock.GetUtcNow();

    public OpenIddictResponse? ProtocolError { get; private set; }

    /// <summary>The application that sent the person, when it is known to be the one it says it is.</summary>
    public Client? Client { get; private set; }

    /// <summary>Where the application can be found again.</summary>
    public string? ClientAddress => Client is null ? null : ClientAddresses.Of(Client);

    public string Icon => Kind switch
    {
        "flow.done" => "check-circle",
        "flow.expired" or "form" or "429" => "clock",
        "404" => "search",
        "403" => "lock",
        "cookies" => "shield",
        "signout" => "sign-out",
        _ => "warning",
    };

    /// <summary>Where "again" leads: the page whose form had expired, or that failed.</summary>
    public string? Again { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => DescribeAsync(ct);

    public Task OnPostAsync(CancellationToken ct) => DescribeAsync(ct);

    private async Task DescribeAsync(CancellationToken ct)
    {
        var original = HttpContext.Features.Get<IStatusCodeReExecuteFeature>();
        var failed = HttpContext.Features.Get<IExceptionHandlerPathFeature>();
        Reference = HttpContext.Features.Get<TraceReference>()?.Value;
        ProtocolError = HttpContext.GetOpenIddictServerResponse();

        if (HttpContext.Features.Get<ExpiredForm>() is { } form)
        {
            Kind = form.CookiesMissing ? "cookies" : "form";
            Again = Address();
        }
        else if (HttpContext.Features.Get<FlowProblem>() is { } problem)
        {
            (Kind, var clientId) = problem.State switch
            {
                FlowState.Completed done => ("flow.done", done.Flow.ClientId),
                FlowState.Expired expired => ("flow.expired", expired.Flow.ClientId),
                _ => ("flow.unknown", null),
            };
            Client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == clientId, ct);
        }
        else if (ProtocolError is not null)
        {
            await DescribeProtocolErrorAsync(original?.OriginalPath, ct);
        }
        else
        {
            // Nothing has failed for somebody who opens the page by its address.
            if (original is null && failed is null) Response.StatusCode = StatusCodes.Status404NotFound;
            Kind = Known(original?.OriginalStatusCode ?? Response.StatusCode);
            if (Kind == "503" && HttpMethods.IsGet(Request.Method)) Again = Address();
            Response.AskToRetry();
        }
    }

    private async Task DescribeProtocolErrorAsync(string? path, CancellationToken ct)
    {
        var request = HttpContext.GetOpenIddictServerRequest();
        var clientId = request?.ClientId;
        var client = clientId is null ? null : await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.ClientId == clientId, ct);

        if (path == "/connect/endsession") Kind = "signout";
        else if (client is null) Kind = "client";
        else if (request!.RequestUri is null && (request.RedirectUri is not { Length: > 0 } uri || !await applications.ValidateRedirectUriAsync(client, uri, ct))) Kind = "redirect";
        else (Kind, Client) = ("request", client);
    }

    // A path with two slashes in front would be another site's address in a link.
    private string? Address()
        => Request.PathBase + PageAddress.Of(HttpContext) is var address && address.StartsWith("//", StringComparison.Ordinal) ? null : address;

    private static string Known(int status) => status switch
    {
        403 or 404 or 405 or 413 or 429 or 503 => status.ToString(CultureInfo.InvariantCulture),
        >= 500 => "500",
        _ => "400",
    };
}
