using System.Security.Cryptography;
using System.Text;
using Identity.Core.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Identity.Server.Protocol.Keys;

/// <summary>The keys in use on this node. OpenIddict asks for its options anew whenever they change.</summary>
internal sealed class TokenKeys : IConfigureOptions<OpenIddictServerOptions>, IOptionsChangeTokenSource<OpenIddictServerOptions>
{
    private const int SealBytes = 32;
    private volatile IReadOnlyList<LoadedKey> _keys = [];
    private ConfigurationReloadToken _changed = new();

    public string? Name => Options.DefaultName;

    /// <summary>False until the keys have been read: nothing can be issued or checked before.</summary>
    public bool Ready => _keys.Count > 0;

    public void Use(IReadOnlyList<LoadedKey> keys)
    {
        // Whatever is made of the keys is made anew when they change, and only then.
        if (keys.Select(Traits).SequenceEqual(_keys.Select(Traits))) return;

        _keys = keys;
        Interlocked.Exchange(ref _changed, new ConfigurationReloadToken()).OnReload();
    }

    public void Configure(OpenIddictServerOptions options)
    {
        foreach (var key in _keys)
        {
            if (key.Use == "enc")
            {
                options.EncryptionCredentials.Add(new DatedEncryptingCredentials(key));
                options.SigningCredentials.Add(new DatedSigningCredentials(key, new(OwnSeal(key), SecurityAlgorithms.HmacSha256)));
            }
            else if (key.Use == "sig")
            {
                options.SigningCredentials.AddRange(key.Credentials.Select(credentials => new DatedSigningCredentials(key, credentials)));
            }
        }
    }

    public IChangeToken GetChangeToken() => _changed;

    private static object Traits(LoadedKey key) => (key.KeyId, key.Use, key.Algorithm, key.Generation, key.ActivateAt);

    // Codes and refresh tokens come back to us alone: they need no signature that others can check, which costs far more.
    private static SymmetricSecurityKey OwnSeal(LoadedKey key)
        => new(HKDF.DeriveKey(HashAlgorithmName.SHA256, ((SymmetricSecurityKey)key.Key).Key, SealBytes, info: Encoding.UTF8.GetBytes("seal of codes and refresh tokens")))
        {
            KeyId = $"{key.KeyId}-seal",
        };
}
