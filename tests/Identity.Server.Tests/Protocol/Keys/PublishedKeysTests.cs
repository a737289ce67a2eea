using System.Buffers.Text;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Keys;

public sealed class PublishedKeysTests(TestServer server)
{
    [Fact]
    public async Task B040_public_halves_of_strong_keys_are_published_and_nothing_else()
    {
        var answer = await server.SendAsync(HttpMethod.Get, "/.well-known/jwks");
        var keys = answer.Json["keys"]!.AsArray().Select(key => key!.AsObject()).ToList();

        Assert.Equal(["EC", "RSA", "RSA"], keys.Select(k => k.Text("kty")).Order(StringComparer.Ordinal));
        Assert.All(keys, key => Assert.Empty(key.Select(member => member.Key).Intersect(["d", "p", "q", "dp", "dq", "qi", "k"])));
        Assert.All(keys, key => Assert.Equal("sig", key.Text("use")));
        Assert.Equal(keys.Count, keys.Select(k => k.Text("kid")).Distinct().Count());
        Assert.All(keys.Where(k => k.Text("kty") == "RSA"), rsa => Assert.True(Base64Url.DecodeFromChars(rsa.Text("n")).Length * 8 >= 3072));
    }

    [Fact]
    public async Task Tokens_name_a_published_key()
    {
        var (_, _, tokens) = await server.TokensAsync();
        var published = (await server.SendAsync(HttpMethod.Get, "/.well-known/jwks")).Json["keys"]!.AsArray().Select(key => key!.AsObject().Text("kid"));

        Assert.Contains(Jwt.Read(tokens.IdToken).Header.Text("kid"), published);
        Assert.Contains(Jwt.Read(tokens.AccessToken).Header.Text("kid"), published);
    }
}
