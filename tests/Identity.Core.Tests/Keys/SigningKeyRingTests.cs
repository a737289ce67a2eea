using System.Text;
using Identity.Core.Data;
using Identity.Core.Keys;
using Identity.Testing.Databases;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Identity.Core.Tests.Keys;

public sealed class SigningKeyRingTests
{
    [Theory, AllProviders]
    public async Task A_later_start_verifies_what_an_earlier_one_signed(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        string[] tokens;
        await using (var first = database.Services())
        {
            await first.StartAsync();
            tokens = [.. (await first.LoadKeysAsync()).Where(k => k.Use == "sig").Select(k => Sign(k))];
        }

        await using var second = database.Services();
        await second.StartAsync();

        var keys = await second.LoadKeysAsync();
        Assert.Equal(2, tokens.Length);
        foreach (var token in tokens)
        {
            var check = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
            {
                IssuerSigningKeys = keys.Select(k => k.Key),
                ValidateAudience = false,
                ValidIssuer = "test",
                TryAllIssuerSigningKeys = false,
            });
            Assert.True(check.IsValid, check.Exception?.Message);
        }
    }

    [Fact]
    public async Task Keys_are_as_strong_as_promised_and_named_by_their_thumbprints()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var services = database.Services();
        await services.StartAsync();

        var keys = (await services.LoadKeysAsync()).ToDictionary(k => k.Algorithm);

        Assert.Equal(["A256KW", "ES256", "HS256", "RS256"], keys.Keys.Order());
        Assert.Equal(["enc", "sig", "sub", "sig"], keys.OrderBy(k => k.Key).Select(k => k.Value.Use));
        Assert.Equal((3072, 256, 256), (keys["RS256"].Key.KeySize, keys["ES256"].Key.KeySize, keys["A256KW"].Key.KeySize));
        Assert.All(keys.Values, k => Assert.Equal(k.KeyId, k.Key.KeyId));
        Assert.All(["RS256", "ES256"], alg => Assert.Equal(Base64UrlEncoder.Encode(keys[alg].Key.ComputeJwkThumbprint()), keys[alg].KeyId));
    }

    [Theory, AllProviders]
    public async Task A_start_with_another_key_is_refused(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using (var first = database.Services()) await first.StartAsync();
        var other = TestKeyFile.In(database.Directory, "other.key");
        await using var second = KeyEncryptionTests.WithKeys(database, other);

        var failure = await Assert.ThrowsAsync<KeyEncryptionException>(second.StartAsync);

        Assert.StartsWith($"The key in {other} does not decrypt this database", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_whose_made_key_is_gone_is_refused_and_makes_no_new_one()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using (var first = database.Services()) await first.StartAsync();
        var file = Path.Combine(database.Directory, "keys", "encryption.key");
        File.Delete(file);
        await using var second = database.Services();

        var failure = await Assert.ThrowsAsync<KeyEncryptionException>(second.StartAsync);

        Assert.Contains(file, failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task B144_A_copy_of_the_database_file_holds_no_private_key()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var services = database.Services();
        await services.StartAsync();
        var dump = Dump(database);

        Assert.True(dump.Length > 50_000);
        foreach (var key in await services.LoadKeysAsync())
        {
            Assert.True(Contains(dump, Encoding.UTF8.GetBytes(key.KeyId)), "the dump must hold the row");
            Assert.All(Secrets(key.Key), secret => Assert.False(Contains(dump, secret)));
        }
    }

    /// <summary>All bytes of the database: file and write-ahead log.</summary>
    internal static byte[] Dump(TestDatabase database)
    {
        var dump = new MemoryStream();
        foreach (var file in Directory.GetFiles(database.Directory, "identity.db*"))
        {
            using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            content.CopyTo(dump);
        }

        return dump.ToArray();
    }

    internal static bool Contains(byte[] dump, byte[] part) => dump.AsSpan().IndexOf(part) >= 0;

    private static IEnumerable<byte[]> Secrets(SecurityKey key)
    {
        byte[][] raw = key switch
        {
            RsaSecurityKey rsa => [rsa.Rsa.ExportParameters(true).D!, rsa.Rsa.ExportParameters(true).P!],
            ECDsaSecurityKey ecdsa => [ecdsa.ECDsa.ExportParameters(true).D!],
            SymmetricSecurityKey shared => [shared.Key],
            _ => throw new NotSupportedException(key.GetType().Name),
        };
        return raw.SelectMany(r => new[] { r, Encoding.ASCII.GetBytes(Convert.ToBase64String(r)[..20]), Encoding.ASCII.GetBytes(Base64UrlEncoder.Encode(r)[..20]) });
    }

    private static string Sign(LoadedKey key)
        => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = "test", SigningCredentials = new(key.Key, key.Algorithm) });
}
