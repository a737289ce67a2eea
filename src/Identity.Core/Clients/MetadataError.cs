namespace Identity.Core.Clients;

/// <summary>Why metadata of a client is refused.</summary>
/// <param name="Code">The error code of RFC 7591, section 3.2.2.</param>
/// <param name="Member">The member that is wrong.</param>
/// <param name="Description">What is wrong with it and what would be right.</param>
public sealed record MetadataError(string Code, string Member, string Description)
{
    public static MetadataError Uri(string member, string description) => new("invalid_redirect_uri", member, description);

    public static MetadataError Other(string member, string description) => new("invalid_client_metadata", member, description);
}
