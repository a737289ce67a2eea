using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Account.SignIn.Codes;

internal static class CodeSignInServices
{
    /// <summary>Sign-in by what was sent, whatever the channel: a class of settings names it.</summary>
    public static IServiceCollection AddCodeSignIn(this IServiceCollection services)
    {
        services.AddScoped<CodeSignInRecord>();
        services.AddScoped<CodeSignInAnswers>();
        services.AddScoped(typeof(CodeSignIn<>));
        return services;
    }
}
