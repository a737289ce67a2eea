using Identity.Server.AccountApi.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.AccountApi.Description;

/// <summary>The description of the account API, for programs at <c>/openapi/v1.json</c> and for people at <c>/reference</c>.</summary>
internal static class DescriptionServices
{
    public const string Path = "/openapi/v1.json";

    public static IServiceCollection AddAccountApiDescription(this IServiceCollection services)
    {
        services.AddOpenApi(AccountApiDocument.Name, options =>
        {
            options.ShouldInclude = route => route.ActionDescriptor.EndpointMetadata.OfType<AccountRoute>().Any();
            options.AddDocumentTransformer<DescribeApi>();
            options.AddOperationTransformer<DescribeOperation>();
            options.AddSchemaTransformer<DescribeMember>();
        });
        services.AddSingleton<AccountApiDocument>();
        return services;
    }

    public static void MapAccountApiDescription(this WebApplication app)
        => app.MapGet(Path, async (AccountApiDocument document, CancellationToken ct) => TypedResults.Text(await document.ReadAsync(ct), "application/json"));
}
