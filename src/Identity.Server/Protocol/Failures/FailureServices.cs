using Microsoft.Extensions.DependencyInjection;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Failures;

/// <summary>Who is told what when a request fails, and the trace that it leaves.</summary>
internal static class FailureServices
{
    public static OpenIddictServerBuilder AddFailures(this OpenIddictServerBuilder server)
    {
        server.Services.AddSingleton<FailureMetrics>();
        server.Services.AddScoped<ProtocolTrace>();
        server.Services.AddScoped<RequestDiagnosis>();
        return server
            .AddEventHandler<ExtractAuthorizationRequestContext>(step => step.UseSingletonHandler<RefuseRepeatedParameters>().SetOrder(After.Reading))
            .AddEventHandler<ExtractTokenRequestContext>(step => step.UseSingletonHandler<RefuseRepeatedParameters>().SetOrder(After.Reading))
            .AddEventHandler<ExtractEndSessionRequestContext>(step => step.UseSingletonHandler<RefuseRepeatedParameters>().SetOrder(After.Reading))
            .AddEventHandler<ExtractDeviceAuthorizationRequestContext>(step => step.UseSingletonHandler<RefuseRepeatedParameters>().SetOrder(After.Reading))
            .AddEventHandler<ExtractIntrospectionRequestContext>(step => step.UseSingletonHandler<RefuseRepeatedParameters>().SetOrder(After.Reading))
            .AddEventHandler<ExtractPushedAuthorizationRequestContext>(step => step.UseSingletonHandler<RefuseRepeatedParameters>().SetOrder(After.Reading))
            .AddEventHandler<ExtractRevocationRequestContext>(step => step.UseSingletonHandler<RefuseRepeatedParameters>().SetOrder(After.Reading))
            .AddEventHandler<ProcessErrorContext>(step => step.UseSingletonHandler<CorrectError>().SetOrder(Before.BuiltIn))
            .AddEventHandler<ApplyAuthorizationResponseContext>(step => step.UseScopedHandler<ReturnErrorToClient>().SetOrder(Before.BuiltIn))
            .AddEventHandler<ApplyAuthorizationResponseContext>(step => step.UseScopedHandler<TraceProtocolError>().SetOrder(Before.Issuer))
            .AddEventHandler<ApplyTokenResponseContext>(step => step.UseScopedHandler<TraceProtocolError>().SetOrder(Before.BuiltIn))
            .AddEventHandler<ApplyTokenResponseContext>(step => step.UseSingletonHandler<HideWhichCredential>().SetOrder(After.Trace))
            .AddEventHandler<ApplyDeviceAuthorizationResponseContext>(step => step.UseScopedHandler<TraceProtocolError>().SetOrder(Before.BuiltIn))
            .AddEventHandler<ApplyDeviceAuthorizationResponseContext>(step => step.UseSingletonHandler<HideWhichCredential>().SetOrder(After.Trace))
            .AddEventHandler<ApplyIntrospectionResponseContext>(step => step.UseScopedHandler<TraceProtocolError>().SetOrder(Before.BuiltIn))
            .AddEventHandler<ApplyIntrospectionResponseContext>(step => step.UseSingletonHandler<HideWhichCredential>().SetOrder(After.Trace))
            .AddEventHandler<ApplyPushedAuthorizationResponseContext>(step => step.UseScopedHandler<TraceProtocolError>().SetOrder(Before.BuiltIn))
            .AddEventHandler<ApplyPushedAuthorizationResponseContext>(step => step.UseSingletonHandler<HideWhichCredential>().SetOrder(After.Trace))
            .AddEventHandler<ApplyRevocationResponseContext>(step => step.UseScopedHandler<TraceProtocolError>().SetOrder(Before.BuiltIn))
            .AddEventHandler<ApplyRevocationResponseContext>(step => step.UseSingletonHandler<HideWhichCredential>().SetOrder(After.Trace))
            .AddEventHandler<ApplyUserInfoResponseContext>(step => step.UseScopedHandler<TraceProtocolError>().SetOrder(Before.BuiltIn))
            .AddEventHandler<ApplyEndSessionResponseContext>(step => step.UseScopedHandler<TraceProtocolError>().SetOrder(Before.BuiltIn));
    }
}
