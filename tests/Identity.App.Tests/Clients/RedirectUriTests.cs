using Identity.Core.Clients;

namespace Identity.App.Tests.Clients;

public sealed class RedirectUriTests
{
    [Theory]
    [InlineData("https://app.example.com/cb", false)]
    [InlineData("https://app.example.com/cb?tenant=1", false)]
    [InlineData("http://localhost:5173/", false)]
    [InlineData("http://[::1]:5173/cb", false)]
    [InlineData("http://127.0.0.1/cb", true)]
    [InlineData("com.example.app:/cb", true)]
    [InlineData("https://app.example.com/cb", true)]
    public void These_are_fine(string uri, bool native) => Assert.Null(RedirectUriRules.Check(uri, native));

    [Theory]
    [InlineData("", false, "between 1 and")]
    [InlineData("/cb", false, "not an absolute address")]
    [InlineData("app.example.com/cb", false, "not an absolute address")]
    [InlineData("https://app.example.com/#x", false, "fragment")]
    [InlineData("https://*.example.com/cb", false, "wildcard")]
    [InlineData("https://a@app.example.com/cb", false, "user name")]
    [InlineData("https://app.example.com/a/../cb", false, "'..'")]
    [InlineData("https://app.example.com/%2e%2E/cb", false, "'..'")]
    [InlineData("https://app.example.com\\cb", false, "backslash")]
    [InlineData("https://a.example.com/cb https://b.example.com/cb", false, "space")]
    [InlineData("https://äpp.example.com/cb", false, "punycode")]
    [InlineData("http://app.example.com/cb", false, "plain http")]
    [InlineData("http://localhost.example.com/cb", false, "plain http")]
    [InlineData("http://localhost/cb", true, "127.0.0.1")]
    [InlineData("javascript:alert(1)", false, "run code")]
    [InlineData("JavaScript:alert(1)", true, "run code")]
    [InlineData("data:text/html,x", true, "run code")]
    [InlineData("com.example.app:/cb", false, "application_type")]
    [InlineData("myapp:/cb", true, "reversed domain name")]
    public void B001_these_are_refused_with_a_reason(string uri, bool native, string reason)
        => Assert.Contains(reason, RedirectUriRules.Check(uri, native), StringComparison.Ordinal);
}
