using Microsoft.IdentityModel.Tokens;

namespace Identity.Core.Keys;

/// <summary>Signing algorithms (RFC 7518, section 3.1).</summary>
public static class SignatureAlgorithms
{
    public const string RsaSha256 = SecurityAlgorithms.RsaSha256;

    /// <summary>What we sign with: ID tokens, userinfo and introspection answers, logout tokens.</summary>
    public static IReadOnlyList<string> Issued { get; } = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    /// <summary>What clients may sign with. Never <c>none</c>, and nothing with a shared secret.</summary>
    public static IReadOnlyList<string> Accepted { get; } =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];
}
