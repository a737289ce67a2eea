using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Identity.Server.AccountApi.Description;

/// <summary>The OpenAPI document. It is made once: routes do not change while the process runs.</summary>
internal sealed class AccountApiDocument([FromKeyedServices(AccountApiDocument.Name)] IOpenApiDocumentProvider provider)
{
    public const string Name = "v1";

    private volatile string? _text;

    public async Task<string> ReadAsync(CancellationToken ct)
        => _text ??= await (await provider.GetOpenApiDocumentAsync(ct)).SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, ct);
}
