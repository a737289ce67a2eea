using System.Text.Json.Nodes;

namespace Identity.App.Tests.Invitations;

public sealed class InvitationsCommandTests : IDisposable
{
    private readonly Installation installation = new();

    public void Dispose() => installation.Dispose();

    [Fact]
    [Trait("Set", "All")]
    public async Task An_invitation_is_mailed_listed_and_opens_on_a_running_server_until_it_is_revoked()
    {
        await installation.ApplyAsync("""{"clients":[{"client_id":"notes","client_name":"Acme Notes","client_uri":"https://notes.example.com/","redirect_uris":["https://notes.example.com/callback"],"token_endpoint_auth_method":"none"}]}""");
        await using var server = await RunningServer.StartAsync(installation, "--Branding:ProductName=Acme");

        var sent = await installation.RunAsync(
            "invitations", "send", "ada@example.com", "--from", "Grace Hopper", "--name", "Ada Lovelace", "--role", "Support", "--role", "user manager", "--client", "notes", "--language", "de", "--Branding:ProductName=Acme");
        var listed = await installation.RunAsync("invitations", "list");
        var mail = await MailAsync("ada@example.com");

        Assert.True(sent.ExitCode == 0, sent.All);
        Assert.Matches(@"^\+ ada@example\.com is invited, until \d{4}-", sent.Output);
        Assert.Matches(@"ada@example\.com +waits +sent .*; from Grace Hopper; roles Support, User manager; app notes", listed.Output);
        Assert.Contains("Grace Hopper lädt Sie zu Acme Notes ein", mail, StringComparison.Ordinal);
        var link = mail.Split('\n').Select(line => line.Trim()).Single(line => line.Contains("/invite/", StringComparison.Ordinal));
        Assert.DoesNotContain(link, sent.All + listed.All, StringComparison.Ordinal);
        using var http = new HttpClient(new SocketsHttpHandler());
        Assert.Contains("Join Acme", await http.GetStringAsync(new Uri(link)), StringComparison.Ordinal);

        var revoked = await installation.RunAsync("invitations", "revoke", "Ada@example.com");
        var again = await installation.RunAsync("invitations", "revoke", "ada@example.com");

        Assert.Equal("- Ada@example.com is not invited any more", revoked.Output.Trim());
        Assert.Equal((1, "identity: No invitation to 'ada@example.com' can be accepted. 'identity invitations list' shows those that there are."), (again.ExitCode, again.Error.Trim()));
        Assert.Equal("Nobody is invited at the moment.", (await installation.RunAsync("invitations", "list")).Output.Trim());
        using var gone = await http.GetAsync(new Uri(link));
        Assert.Equal(410, (int)gone.StatusCode);
    }

    [Fact]
    public async Task What_is_wrong_is_said_and_nobody_is_invited()
    {
        await installation.ApplyAsync("""{"users":[{"username":"grace","email":"grace@example.com","email_verified":true},{"username":"squatter","email":"alan@example.com"}]}""");

        await RefusedAsync("There is an account with the address grace@example.com already.", "grace@example.com", "--from", "Ada");
        await RefusedAsync("There is no role 'suport'. Did you mean 'Support'?", "ada@example.com", "--from", "Grace", "--role", "suport");
        await RefusedAsync("There is no client 'notes'.", "ada@example.com", "--from", "Grace", "--client", "notes");
        await RefusedAsync("Enter an email address such as name@example.com.", "ada@@example", "--from", "Grace");
        await RefusedAsync("Say who invites them, in one line of at most 200 characters.", "ada@example.com", "--from", "Grace\nHopper");
        Assert.Equal(2, (await installation.RunAsync("invitations", "send", "ada@example.com")).ExitCode);
        Assert.Equal(2, (await installation.RunAsync("invitations", "send", "ada@example.com", "--from", "Grace", "--language", "klingon9")).ExitCode);
        Assert.Equal("Nobody is invited at the moment.", (await installation.RunAsync("invitations", "list")).Output.Trim());

        var unproved = await installation.RunAsync("invitations", "send", "alan@example.com", "--from", "Grace");
        Assert.Contains("The account 'squatter' names this address and has not proved it.", unproved.Output, StringComparison.Ordinal);
    }

    private async Task RefusedAsync(string sentence, params string[] args)
    {
        var result = await installation.RunAsync(["invitations", "send", .. args]);
        Assert.Equal((1, $"identity: {sentence} Nobody was invited."), (result.ExitCode, result.Error.Trim()));
    }

    // The mailbox of a machine that nobody else reaches, once the worker has been there.
    private async Task<string> MailAsync(string address)
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            var messages = JsonNode.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{installation.Ports[3]}/mailbox/messages"), patience.Token))!.AsArray();
            if (messages.FirstOrDefault(message => message!["to"]!.GetValue<string>() == address) is { } mail) return mail["text"]!.GetValue<string>();
            await Task.Delay(50, patience.Token);
        }
    }
}
