namespace Identity.App.Tests.Apply;

public sealed class ApplyCommandTests : IDisposable
{
    private readonly Installation installation = new();

    public void Dispose() => installation.Dispose();

    [Fact]
    public async Task Secrets_come_from_the_environment_and_from_files()
    {
        installation.Variables["WEB_SECRET"] = "0123456789012345678901234567890123456789";
        await File.WriteAllTextAsync(Path.Combine(installation.Directory, "secret"), "abcdefghijabcdefghijabcdefghijabcdefghij\n");
        const string File1 = """{"clients":[{"client_id":"a","redirect_uris":["https://a.example.com/"],"client_secret":{"env":"WEB_SECRET"}},{"client_id":"b","redirect_uris":["https://b.example.com/"],"client_secret":{"file":"secret"}}]}""";

        var plan = await installation.ApplyAsync(File1, "--plan");
        var first = await installation.ApplyAsync(File1);
        var second = await installation.ApplyAsync(File1);

        Assert.Contains("2 to create. This is a plan: nothing was changed.", plan.Output, StringComparison.Ordinal);
        Assert.Contains("2 created.", first.Output, StringComparison.Ordinal);
        Assert.Equal("Everything is as the file says. Nothing was changed.\n", second.Output);
        Assert.DoesNotContain("0123456789", plan.All + first.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problems_are_listed_with_the_file_and_the_exit_code_says_failed()
    {
        var result = await installation.ApplyAsync("""{"client":[]}""");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("file.json: line 1, column 2: client: There is no such section. Did you mean 'clients'?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_one_sentence_and_a_missing_name_is_wrong_usage()
    {
        Assert.Equal(1, (await installation.RunAsync("apply", "nowhere.json")).ExitCode);
        Assert.Equal(2, (await installation.RunAsync("apply")).ExitCode);
    }

    [Fact]
    public async Task Setup_link_prints_a_link_until_there_is_an_owner()
    {
        Assert.Matches($"^http://127.0.0.1:{installation.Ports[0]}/setup/[A-Za-z0-9_-]{{43}}\n$", (await installation.RunAsync("setup-link")).Output);
        await installation.ApplyAsync("""{"users":[{"username":"ada","roles":["Owner"]}]}""");

        var refused = await installation.RunAsync("setup-link");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("Set-up is done", refused.Error, StringComparison.Ordinal);
    }
}
