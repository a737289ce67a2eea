using Identity.Core.Users;
using Identity.Testing.Accounts;

namespace Identity.Core.Tests.Users;

public sealed class LookupKeyTests
{
    [Theory]
    [InlineData("Alice@Example.com", "alice@example.com")]
    [InlineData("  alice@example.com ", "alice@example.com")]
    [InlineData("\uFF21lice@example.com", "alice@example.com")]
    [InlineData("\u212Aelvin@example.com", "kelvin@example.com")]
    [InlineData("o\uFB03ce@example.com", "office@example.com")]
    [InlineData("Jose\u0301@example.com", "jos\u00E9@example.com")]
    public void B097_spellings_that_look_alike_have_one_key(string one, string other)
        => Assert.Equal(LookupKeys.Normalize(other), LookupKeys.Normalize(one));

    [Theory]
    [InlineData("nul \0 character")]
    [InlineData("")]
    public void B097_any_text_has_a_key_that_every_database_takes(string text)
    {
        var key = LookupKeys.Normalize(text)!;

        Assert.DoesNotContain('\0', key);
        Assert.Equal(key, LookupKeys.Normalize(key));
    }

    // An attribute cannot hold half a character.
    [Fact]
    public void B097_half_a_character_does_no_harm() => Assert.Equal("half \uFFFD", LookupKeys.Normalize("half \uD800"));

    [Fact]
    public async Task B097_an_address_that_differs_in_case_or_width_is_taken()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.AddUserAsync("alice", "alice@example.com");

        var result = await host.CreateAsync(new User { UserName = "\uFF21LICE", Email = "\uFF21lice@EXAMPLE.com" });

        Assert.Equal(["UserNameTaken", "EmailTaken"], result.Errors.Select(e => e.Code));
    }
}
