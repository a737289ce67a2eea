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
    private volatile IReadOnlyList<LoadedKey> _keys = [];
    private ConfigurationReloadToken _changed = new();

    public string? Name => Options.DefaultName;

    /// <summary>False until the keys have been read: nothing can be issued or checked before.</summary>
    public bool Ready => _keys.Count > 0;

    public void Use(IReadOnlyList<LoadedKey> keys)
    {
        _keys = keys;
        Interlocked.Exchange(ref _changed, new ConfigurationReloadToken()).OnReload();
    }

    public void Configure(OpenIddictServerOptions options)
    {
        foreach (var key in _keys)
        {
            if (key.Use == "enc")
            {
                options.EncryptionCredentials.Add(new EncryptingCredentials(key.Key, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
            }
            else if (key.Use == "sig")
            {
                options.SigningCredentials.AddRange(key.Credentials);
            }
        }
    }

    public IChangeToken GetChangeToken() => _changed;
}
