using Identity.Core.Users;
using Identity.Testing.Accounts;

namespace Identity.Core.Tests.Users;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("fourteen chars", "PasswordTooShort")]
    [InlineData("", "PasswordTooShort")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", "PasswordPattern")]
    [InlineData("abcabcabcabcabcabc", "PasswordPattern")]
    [InlineData("abcdefghijklmnopqrs", "PasswordPattern")]
    [InlineData("9876543210987654321", "PasswordPattern")]
    [InlineData("qwertyuiopasdfghjkl", "PasswordPattern")]
    [InlineData("1qaz2wsx3edc4rfv", "PasswordCommon")]
    [InlineData("1QAZ2WSX3EDC4RFV", "PasswordCommon")]
    [InlineData("baseball1234567!", "PasswordCommon")]
    [InlineData("baseballbaseball", "PasswordCommon")]
    [InlineData("alice@example.com", "PasswordPersonal")]
    [InlineData("AliceExample2026!", "PasswordPersonal")]
    [InlineData("wonderland-alice-7", "PasswordPersonal")]
    [InlineData("acme-identity-2026", "PasswordPersonal")]
    public async Task B100_a_password_that_is_guessed_early_is_refused(string password, string code)
        => Assert.Equal(code, await CodeAsync(password));

    [Theory]
    [InlineData("fifteen letters")]
    [InlineData("wooden spoon in april")]
    [InlineData("    leading and trailing    ")]
    [InlineData("Ünïcödé wörds häve ä length")]
    [InlineData("\U0001F600 and \U0001F436 ran home")]
    [InlineData("the identity of a whale is blue")]
    public async Task B100_length_is_all_that_a_good_password_needs(string password) => Assert.Null(await CodeAsync(password));

    [Fact]
    public async Task B100_lengths_are_counted_in_characters_not_in_bytes()
    {
        var varied = string.Concat(Enumerable.Range(0, 256).Select(i => char.ConvertFromUtf32(0x1F300 + (i * 37 % 256))));

        Assert.Null(await CodeAsync(varied));
        Assert.Equal("PasswordTooShort", await CodeAsync("\U0001F600\U0001F436\U0001F339\U0001F310\U0001F3A1\U0001F4A1\U0001F511\U0001F512"));
        Assert.Equal("PasswordTooLong", await CodeAsync(varied + "x"));
    }

    // An attribute cannot hold half a character.
    [Fact]
    public async Task A_password_with_half_a_character_is_refused() => Assert.Equal("PasswordUnreadable", await CodeAsync("broken \uD800 half of one"));

    [Fact]
    public async Task B075_a_password_of_a_megabyte_is_refused() => Assert.Equal("PasswordTooLong", await CodeAsync(new string('x', 1_000_000)));

    private static async Task<string?> CodeAsync(string password)
    {
        await using var host = await AccountsHost.StartAsync(settings: new() { ["Password:OwnWords:0"] = "Acme" });
        var user = new User { UserName = "alice", Email = "alice@example.com", Name = "Alice Wonderland" };
        return (await host.CreateAsync(user, password)).Errors.SingleOrDefault()?.Code;
    }
}
