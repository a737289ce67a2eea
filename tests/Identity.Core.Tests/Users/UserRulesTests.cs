using Identity.Core.Users;
using Identity.Testing.Accounts;

namespace Identity.Core.Tests.Users;

public sealed class UserRulesTests
{
    [Theory]
    [InlineData("a@b", "UserNameInvalid")]
    [InlineData("a\uFF20b", "UserNameInvalid")]
    [InlineData("a b", "UserNameInvalid")]
    [InlineData("a\u200Bb", "UserNameInvalid")]
    [InlineData("a\u202Eb", "UserNameInvalid")]
    [InlineData("a\0b", "UserNameInvalid")]
    [InlineData("", "UserNameInvalid")]
    public async Task A_username_has_no_at_sign_no_space_and_nothing_invisible(string userName, string code)
        => await AssertErrorAsync(new User { UserName = userName, Email = "a@example.com" }, code);

    [Theory]
    [InlineData("alice")]
    [InlineData("@example.com")]
    [InlineData("alice@")]
    [InlineData("alice@example..com")]
    [InlineData("alice@-example.com")]
    [InlineData(".alice@example.com")]
    [InlineData("alice@@example.com")]
    [InlineData("alice@example.com\r\nBcc: all@example.com")]
    [InlineData("alice@example.com ")]
    [InlineData("al\0ice@example.com")]
    [InlineData("al\u200Bice@example.com")]
    [InlineData("alice@exam\uFF20ple.com")]
    public async Task B096_an_address_that_could_not_be_written_to_is_refused(string email)
        => await AssertErrorAsync(new User { UserName = "alice", Email = email }, "EmailInvalid");

    [Fact]
    public async Task An_address_is_at_most_254_characters()
        => await AssertErrorAsync(new User { Email = $"a@{string.Join('.', Enumerable.Repeat("example", 40))}.com" }, "EmailTooLong");

    [Fact]
    public async Task B096_a_name_is_one_line() => await AssertErrorAsync(new User { UserName = "alice", Name = "Alice\r\nX: y" }, "NameInvalid");

    [Fact]
    public async Task An_account_needs_something_to_sign_in_with() => await AssertErrorAsync(new User { Name = "Alice" }, "IdentifierMissing");

    [Fact]
    public async Task Names_and_addresses_of_any_script_are_welcome()
    {
        await using var host = await AccountsHost.StartAsync();

        await host.AddUserAsync("Zoë-Ω.99", "rené.o'neil+news@bücher.example");
        await host.AddUserAsync("हिन्दी", "用户@例子.example");
        var withoutName = await host.CreateAsync(new User { Email = "bob@localhost" });

        Assert.True(withoutName.Succeeded);
    }

    [Fact]
    public async Task Saving_an_account_again_does_not_collide_with_itself()
    {
        await using var host = await AccountsHost.StartAsync();
        var user = await host.AddUserAsync("alice", "alice@example.com");

        user.Name = "Alice";
        var result = await host.InScopeAsync(scope
            => Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions
                .GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<User>>(scope).UpdateAsync(user));

        Assert.True(result.Succeeded);
    }

    private static async Task AssertErrorAsync(User user, string code)
    {
        await using var host = await AccountsHost.StartAsync();

        var error = Assert.IsType<AccountError>(Assert.Single((await host.CreateAsync(user)).Errors));

        Assert.Equal(code, error.Code);
    }
}
