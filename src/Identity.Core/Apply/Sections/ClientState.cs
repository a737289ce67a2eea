using Identity.Core.Clients;

namespace Identity.Core.Apply.Sections;

/// <summary>A client of the file: its metadata, and its secrets as they are kept.</summary>
internal sealed record ClientState(ClientMetadata Metadata)
{
    /// <summary>Hashes: the same secret has the same. In order, so that two lists can be compared.</summary>
    public IReadOnlyList<string> SecretHashes { get; init; } = [];
}
