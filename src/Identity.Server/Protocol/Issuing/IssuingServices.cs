using Microsoft.Extensions.DependencyInjection;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Issuing;

/// <summary>The form of what is issued: keys, rows, issuer.</summary>
internal static class IssuingServices
{
    public static OpenIddictServerBuilder AddIssuing(this OpenIddictServerBuilder server)
    {
        server.Services.AddSingleton<IssuingMetrics>();
        server.Services.AddSingleton<SignedAnswers>();
        return server
            .DisableAccessTokenEncryption()
            .AddEventHandler<GenerateTokenContext>(step => step.UseScopedHandler<SelectTokenForm>().SetOrder(After.Credentials))
            .AddEventHandler<GenerateTokenContext>(step => step.UseSingletonHandler<WriteExactIssuer>().SetOrder(After.Credentials))
            .AddEventHandler<ApplyAuthorizationResponseContext>(step => step.UseSingletonHandler<WriteExactIssuer>().SetOrder(Before.Issuer))
            .AddEventHandler<ApplyConfigurationResponseContext>(step => step.UseSingletonHandler<WriteExactIssuer>().SetOrder(Before.BuiltIn));
    }
}
