using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Identity.Server.Tests.Stage;

/// <summary>An authorization request and the secret half of its PKCE.</summary>
public sealed record CodeRequest(App App, string Verifier, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    public string State => this["state"];

    public string Nonce => this["nonce"];

    /// <summary>Path and query of the request.</summary>
    public string Address => "/connect/authorize?" + Form.Encode(Parameters);

    public string this[string name] => Parameters.Single(p => p.Key == name).Value;

    public static CodeRequest Of(App app, string scope)
    {
        ArgumentNullException.ThrowIfNull(app);
        var verifier = Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N");
        return new(app, verifier,
        [
            new("client_id", app.ClientId),
            new("response_type", "code"),
            new("redirect_uri", app.RedirectUri),
            new("scope", scope),
            new("state", $"state {Guid.NewGuid():N}"),
            new("nonce", Guid.NewGuid().ToString("N")),
            new("code_challenge", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))),
            new("code_challenge_method", "S256"),
        ]);
    }

    /// <summary>With this parameter instead of, or beside, the others.</summary>
    public CodeRequest With(string name, string value) => this with { Parameters = [.. Without(name).Parameters, new(name, value)] };

    public CodeRequest Without(params string[] names) => this with { Parameters = [.. Parameters.Where(p => !names.Contains(p.Key))] };

    /// <summary>With a second parameter of the same name.</summary>
    public CodeRequest Repeating(string name, string value) => this with { Parameters = [.. Parameters, new(name, value)] };

    public CodeRequest Reversed() => this with { Parameters = [.. Parameters.Reverse()] };
}
