namespace Identity.Core.Sessions;

/// <summary>Values of <c>acr</c> (OpenID Connect Core, section 2): stated as achieved, never as asked for.</summary>
public static class AuthenticationContexts
{
    /// <summary>One factor, such as a password.</summary>
    public const string SingleFactor = "urn:identity:acr:single";

    /// <summary>Those that a sign-in can achieve.</summary>
    public static IReadOnlyList<string> Supported { get; } = [SingleFactor];
}
