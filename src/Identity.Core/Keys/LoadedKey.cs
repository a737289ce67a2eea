using Identity.Core.Keys.Rotation;
using Microsoft.IdentityModel.Tokens;

namespace Identity.Core.Keys;

/// <summary>A <see cref="SigningKey"/> with its private part decrypted.</summary>
/// <param name="KeyId">The <c>kid</c>: the RFC 7638 thumbprint of an asymmetric key.</param>
/// <param name="Use"><c>sig</c>, <c>enc</c>, or <c>sub</c> for pairwise subjects.</param>
/// <param name="Algorithm"><c>RS256</c>, <c>ES256</c>, <c>A256KW</c> or <c>HS256</c>.</param>
/// <param name="Generation">The highest is the youngest.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ActivateAt">From then on it signs.</param>
/// <param name="RetireAt">From then on it only verifies.</param>
/// <param name="DeleteAt">From then on it is of no use.</param>
/// <param name="Key">With private part and <c>KeyId</c>.</param>
public sealed record LoadedKey(
    string KeyId, string Use, string Algorithm, int Generation, DateTime CreatedAt, DateTime ActivateAt, DateTime? RetireAt, DateTime? DeleteAt, SecurityKey Key) : IDatedKey
{
    /// <summary>
    /// What it signs with. An RSA key signs with PS256 as well, under a name of its own: a published key names one
    /// algorithm, and some libraries insist on it.
    /// </summary>
    public IEnumerable<SigningCredentials> Credentials
        => Key is RsaSecurityKey rsa
            ? [new(Key, Algorithm), new(new RsaSecurityKey(rsa.Rsa) { KeyId = $"{KeyId}-{SecurityAlgorithms.RsaSsaPssSha256}" }, SecurityAlgorithms.RsaSsaPssSha256)]
            : [new(Key, Algorithm)];
}
