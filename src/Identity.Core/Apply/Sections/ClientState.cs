using Identity.Core.Clients;

namespace Identity.Core.Apply.Sections;

/// <summary>A client of the file: its metadata, and its secret as it is kept.</summary>
internal sealed record ClientState(ClientMetadata Metadata)
{
    /// <summary>A hash: the same secret has the same.</summary>
    public string? SecretHash { get; init; }
}
