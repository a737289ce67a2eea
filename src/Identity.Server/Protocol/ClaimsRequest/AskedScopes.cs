using Identity.Core.Clients;
using Identity.Core.Configuration;
using Identity.Core.Scopes;
using OpenIddict.Abstractions;

namespace Identity.Server.Protocol.ClaimsRequest;

/// <summary>
/// What a request asks for, said in scopes. A claim that is asked for by name counts as the scope that gives it: the
/// person is asked about that scope, and an application that was not registered for it gets nothing.
/// </summary>
internal sealed class AskedScopes(Catalog catalog)
{
    public async Task<Asked> OfAsync(OpenIddictRequest request, Client client, CancellationToken ct)
    {
        var scopes = request.GetScopes();
        _ = RequestedClaims.TryRead(request, out var claims);
        if (!claims.All.Any()) return new Asked([.. scopes], RequestedClaims.None);

        var registered = ClientColumns.Read(client).Scopes;
        var known = await catalog.ScopesAsync(ct);
        var giving = registered.Select(known.GetValueOrDefault).OfType<Scope>().ToList();
        var allowed = claims.Where(claim => giving.Any(scope => scope.Claims.Contains(claim.Name)));

        // A claim that comes with a scope of the request anyway asks for nothing more.
        var further = allowed.All
            .Where(claim => !giving.Any(scope => scopes.Contains(scope.Name!) && scope.Claims.Contains(claim.Name)))
            .Select(claim => giving.First(scope => scope.Claims.Contains(claim.Name)).Name!);
        return new Asked([.. scopes.Union(further)], allowed);
    }
}

/// <summary>What a request asks for.</summary>
/// <param name="Scopes">Those of the request, and those that single claims stand for.</param>
/// <param name="Claims">The single claims that the application may have.</param>
internal sealed record Asked(IReadOnlyList<string> Scopes, RequestedClaims Claims);
