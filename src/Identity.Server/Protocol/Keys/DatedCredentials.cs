using Identity.Core.Keys;
using Identity.Core.Keys.Rotation;
using Microsoft.IdentityModel.Tokens;

namespace Identity.Server.Protocol.Keys;

/// <summary>Credentials that know from when on they are used: OpenIddict has all that are published, and asks for one.</summary>
internal sealed class DatedSigningCredentials(LoadedKey key, SigningCredentials credentials) : SigningCredentials(credentials.Key, credentials.Algorithm), IDatedKey
{
    public int Generation => key.Generation;

    public DateTime ActivateAt => key.ActivateAt;
}

/// <summary>As <see cref="DatedSigningCredentials"/>, for what we alone read.</summary>
internal sealed class DatedEncryptingCredentials(LoadedKey key)
    : EncryptingCredentials(key.Key, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512), IDatedKey
{
    public int Generation => key.Generation;

    public DateTime ActivateAt => key.ActivateAt;
}
