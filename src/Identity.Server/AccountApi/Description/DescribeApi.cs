using Identity.Core.Resources;
using Identity.Core.Scopes;
using Identity.Hosting.Settings;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Identity.Server.AccountApi.Description;

/// <summary>What holds for the whole API.</summary>
internal sealed class DescribeApi(IOptions<ServerAddressOptions> addresses) : IOpenApiDocumentTransformer
{
    private const string Scheme = "accessToken";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Account API",
            Version = "1",
            Description = "What an app of the operator's own does for the person who signed in to it. Every route is about that person's account and no other. " +
                "Errors are problem documents (RFC 9457): tell them apart by `type`.",
        };
        document.Servers = [new OpenApiServer { Url = addresses.Value.Issuer }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = $"An access token with the scope `{BuiltInScopes.Account}` for the resource `{BuiltInResources.Account}`, of a first-party app. Cookies count for nothing.",
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }
}
