using Identity.Server.AccountApi.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Identity.Server.AccountApi.Description;

/// <summary>Names the problems that an answer may be.</summary>
internal sealed class DescribeOperation : IOpenApiOperationTransformer
{
    private static readonly Dictionary<string, string> Answers = new()
    {
        ["200"] = "Done.",
        ["202"] = "Asked for.",
        ["204"] = "Done. There is nothing more to say.",
        ["400"] = "`invalid-input`: `errors` says by member what to mend.",
        ["401"] = "`unauthorized`: there is no access token. `invalid-token`: it is refused. `WWW-Authenticate` says why (RFC 6750).",
        ["403"] = "`insufficient-scope`: the token lacks the scope. `third-party-app`: the app is not the operator's own.",
        ["404"] = "`not-found`: this person has none of that name, or no text messages are sent here.",
        ["409"] = "`no-password`: the account has none yet.",
        ["412"] = "`profile-changed`: somebody changed it since.",
        ["415"] = "`unsupported-media-type`",
        ["429"] = "`too-many-tries`: try again after `Retry-After`.",
        ["503"] = "`service-unavailable`: try again after `Retry-After`.",
    };

    private const string Sensitive = " `sign-in-too-old`: send the person to sign in with the `max_age` of the header (RFC 9470).";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var sensitive = context.Description.ActionDescriptor.EndpointMetadata.OfType<SensitiveRoute>().Any();
        var responses = new OpenApiResponses();
        foreach (var (status, response) in (operation.Responses ?? []).OrderBy(answer => answer.Key, StringComparer.Ordinal))
        {
            response.Description = Answers[status] + (sensitive && status == "401" ? Sensitive : "");
            responses[status] = response;
        }

        operation.Responses = responses;

        return Task.CompletedTask;
    }
}
