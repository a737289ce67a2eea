namespace Identity.Server.Protocol.ClientAuthentication;

/// <summary>What a client assertion must say (RFC 7523, section 3).</summary>
internal static class AssertionRules
{
    private const int LongestId = 500;

    /// <returns>What is wrong, or null.</returns>
    public static string? Check(ClientAssertion assertion, IReadOnlyList<string> audiences, DateTimeOffset now, ClientAssertionOptions options)
    {
        // All of them: an assertion that is good for another server as well could be used by that server, here.
        if (assertion.Audiences.Count == 0 || !assertion.Audiences.All(audiences.Contains))
        {
            return $"The 'aud' of the client assertion must be {string.Join(" or ", audiences.Select(audience => $"'{audience}'"))}; it is '{string.Join(' ', assertion.Audiences)}'.";
        }

        if (assertion.ExpiresAt is not { } expires) return "The client assertion has no 'exp'.";
        if (expires <= now - options.ClockSkew) return "The client assertion has expired. Sign a new one for each request.";
        if (expires > now + options.MaximumLifetime + options.ClockSkew)
        {
            return $"The 'exp' of the client assertion is too far ahead: at most {options.MaximumLifetime.TotalSeconds:0} seconds from now (ClientAssertions:MaximumLifetime).";
        }

        if (assertion.NotBefore > now + options.ClockSkew) return "The client assertion is not valid yet ('nbf'). Is the client's clock right?";
        if (assertion.IssuedAt > now + options.ClockSkew) return "The client assertion was issued in the future ('iat'). Is the client's clock right?";
        return assertion.Id is { Length: > 0 and <= LongestId }
            ? null
            : $"The client assertion needs a 'jti' of 1 to {LongestId} characters, another one each time.";
    }
}
