using System.ComponentModel;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Identity.Server.AccountApi.Description;

/// <summary>Says of members that they can be read alone.</summary>
internal sealed class DescribeMember : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo?.AttributeProvider?.IsDefined(typeof(ReadOnlyAttribute), inherit: false) == true) schema.ReadOnly = true;
        return Task.CompletedTask;
    }
}
