using Identity.Core.Keys.Rotation;
using Microsoft.Extensions.Options;

namespace Identity.Core.Keys;

/// <summary>Section <c>Keys</c>.</summary>
public sealed class KeyOptions
{
    public const string Section = "Keys";

    /// <summary>
    /// Files with the key-encryption keys: 32 bytes in base64, or a PFX with an RSA key. The first encrypts, all
    /// decrypt. For SQLite one is made in the data directory when none is named.
    /// </summary>
    public List<string> EncryptionKeyFiles { get; set; } = [];

    /// <summary>The password of the PFX files among them.</summary>
    public string? PfxPassword { get; set; }

    [ValidateObjectMembers]
    public KeyRotationOptions Rotation { get; set; } = new();
}
