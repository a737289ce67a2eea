using System.Text.RegularExpressions;
using Identity.Nodes.Tests.Stage;
using Identity.Testing.Receivers;

namespace Identity.Nodes.Tests.Faults;

public sealed partial class MailDownTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private Deployment deployment = null!;

    public async ValueTask InitializeAsync() => deployment = await Deployment.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (deployment is not null) await deployment.DisposeAsync();
    }

    [Fact]
    public async Task B153_a_sign_up_while_mail_is_down_is_answered_as_ever_and_its_code_comes_once_when_mail_is_back()
    {
        await deployment.CreateAsync();
        await using var mails = SmtpReceiver.Start();
        using var line = new TcpLine("127.0.0.1", mails.Port);
        var node = await deployment.StartAsync(
            "--roles", "server,worker", "--Outbox:FirstPause=00:00:00.1", "--Outbox:LongestPause=00:00:01", "--Outbox:MaxAttempts=100",
            "--Email:From=login@acme.example", "--Email:Providers:0:Host=127.0.0.1", $"--Email:Providers:0:Port={line.Port}", "--Email:Providers:0:Security=None");
        var usual = await SignUpAsync(node, "bob@example.com");
        Assert.Contains("bob@example.com", await mails.NextAsync(), StringComparison.Ordinal);

        line.Cut();
        using var browser = new WebBrowser(node.Url);
        var page = await SignUpAsync(browser, "ada@example.com");
        Assert.Equal(Words(usual, "bob@example.com"), Words(page, "ada@example.com"));
        await Until.TrueAsync(async () => await deployment.CountAsync("""SELECT count(*) FROM "OutboxMessages" WHERE "Status" = 1 AND "Attempts" > 1""") == 1, Patience, "It was not tried.");
        line.Restore();

        var mail = await mails.NextAsync();
        Assert.Contains("To: ada@example.com", mail, StringComparison.Ordinal);
        var home = await browser.SubmitAsync(page, ("code", Code().Match(mail).Groups[1].Value));
        Assert.Equal("home", home.PageName);
        Assert.Contains("ada@example.com", home.Text, StringComparison.Ordinal);
        await Until.TrueAsync(async () => await deployment.CountAsync("""SELECT count(*) FROM "OutboxMessages" WHERE "Status" <> 2""") == 0, Patience, "Something still waits.");
        Assert.False(mails.HasMore);
    }

    private static async Task<Answer> SignUpAsync(Node node, string email)
    {
        using var browser = new WebBrowser(node.Url);
        return await SignUpAsync(browser, email);
    }

    private static async Task<Answer> SignUpAsync(WebBrowser browser, string email)
        => await browser.SubmitAsync(await browser.GetAsync("/signup"), ("email", email), ("name", "Newcomer"), ("new_password", Person.GoodPassword));

    private static string Words(Answer page, string email) => $"{page.Status} {page.PageName} {page.Text.Replace(email, "", StringComparison.Ordinal)}";

    [GeneratedRegex("^Subject: (\\d{3} \\d{3}) ", RegexOptions.Multiline)]
    private static partial Regex Code();
}
