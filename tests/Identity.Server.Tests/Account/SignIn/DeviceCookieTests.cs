using Identity.Core.Users;
using Identity.Server.Account.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Identity.Server.Tests.Account.SignIn;

public sealed class DeviceCookieTests
{
    [Theory]
    [InlineData("https://login.example.com", "__Host-identity-device", true)]
    [InlineData("http://localhost:5000", "identity-device", false)]
    public async Task B064_the_cookie_is_kept_from_scripts_and_other_hosts(string publicUrl, string name, bool secure)
    {
        await using var host = await SignInHost.StartAsync(publicUrl: publicUrl);

        var cookie = Browser.CookieOf(http => Cookie(host).Remember(http, Someone()));

        Assert.Equal(name, cookie.Name.ToString());
        Assert.Equal(secure, cookie.Secure);
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteMode.Lax, cookie.SameSite);
        Assert.Equal("/", cookie.Path.ToString());
        Assert.Equal("", cookie.Domain.ToString());
        Assert.Equal(TimeSpan.FromDays(365), cookie.MaxAge);
    }

    [Fact]
    public async Task B064_it_remembers_the_last_five_people_and_stays_small()
    {
        await using var host = await SignInHost.StartAsync();
        var people = Enumerable.Range(0, 7).Select(_ => Someone()).ToArray();
        var request = Browser.After(http => Cookie(host).Remember(http, people[0]));
        foreach (var person in people[1..]) request = Browser.After(http => Cookie(host).Remember(http, person), request);

        var device = Cookie(host).Read(request)!;

        Assert.Equal(people[2..].Reverse().Select(p => p.Id), device.Accounts.Select(a => a.UserId));
        Assert.True(request.Request.Headers.Cookie.ToString().Length < 4096);
    }

    [Fact]
    public async Task B077_a_cookie_that_was_tampered_with_is_an_unknown_device()
    {
        await using var host = await SignInHost.StartAsync();
        var value = Browser.CookieOf(http => Cookie(host).Remember(http, Someone())).Value.ToString();

        Assert.NotNull(Cookie(host).Read(Browser.With("identity-device", value)));
        Assert.Null(Cookie(host).Read(Browser.With("identity-device", value[..^1] + (value[^1] == 'A' ? 'B' : 'A'))));
        Assert.Null(Cookie(host).Read(Browser.With("identity-device", "{}")));
        Assert.Null(Cookie(host).Read(Browser.With("identity-device", new string('x', 10_000))));
        Assert.Null(Cookie(host).Read(Browser.With("other", value)));
    }

    [Fact]
    public async Task A_device_is_forgotten_after_its_lifetime()
    {
        await using var host = await SignInHost.StartAsync();
        var user = Someone();
        var device = Browser.After(http => Cookie(host).Remember(http, user));

        host.Accounts.Clock.Advance(TimeSpan.FromDays(364));
        Assert.True(Cookie(host).Read(device)!.Knows(user));
        host.Accounts.Clock.Advance(TimeSpan.FromDays(2));
        Assert.False(Cookie(host).Read(device)!.Knows(user));
    }

    private static DeviceCookie Cookie(SignInHost host) => host.Accounts.Services.GetRequiredService<DeviceCookie>();

    private static User Someone() => new() { Id = Guid.NewGuid(), SecurityStamp = Guid.NewGuid().ToString() };
}
