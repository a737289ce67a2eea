namespace Identity.Core.Clients;

/// <summary>Which <c>aud</c> an assertion of a client may have (RFC 7523, section 3).</summary>
public static class ClientAssertionAudiences
{
    /// <summary>Our issuer alone: an assertion made for another server can't be used here.</summary>
    public const string Issuer = "issuer";

    /// <summary>The address of the token endpoint as well, for libraries that send nothing else.</summary>
    public const string TokenEndpoint = "token_endpoint";
}
