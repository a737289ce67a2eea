using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Identity.Browser.Tests.Processes;

/// <summary>The product as a user starts it: the <c>identity</c> program with settings, free ports and a data directory of its own.</summary>
internal sealed partial class ProductProcess : IAsyncDisposable
{
    private static readonly TimeSpan ApplyLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan MailLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly string directory;
    private readonly Dictionary<string, string> settings;
    private readonly ChildProcess serve;

    private ProductProcess(string directory, Uri[] addresses, (string Name, string Value)[] more)
    {
        this.directory = directory;
        Url = addresses[0];
        Mailbox = new Uri(addresses[3], "/mailbox");
        settings = new()
        {
            ["Server__Url"] = Text(addresses[0]),
            ["Server__PublicUrl"] = Text(addresses[0]),
            ["AdminApi__Url"] = Text(addresses[1]),
            ["Console__Url"] = Text(addresses[2]),
            ["Worker__Url"] = Text(addresses[3]),
            ["Management__Url"] = Text(addresses[4]),
            ["Data__Directory"] = Path.Combine(directory, "data"),
        };
        foreach (var (name, value) in more) settings[name] = value;
        serve = ChildProcess.Start(Repository.Dotnet, [Program, "serve"], directory, settings);
    }

    public Uri Url { get; }

    /// <summary>Where the product keeps the mail that it would send.</summary>
    public Uri Mailbox { get; }

    /// <summary>The newest mail to an address, once it is there.</summary>
    public async Task<string> MailToAsync(string address, int number = 1)
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        using var patience = new CancellationTokenSource(MailLimit);
        while (true)
        {
            var messages = JsonNode.Parse(await http.GetStringAsync(new Uri(Mailbox, "/mailbox/messages"), patience.Token))!.AsArray();
            var found = messages.Where(message => message!["to"]!.GetValue<string>() == address).ToList();
            if (found.Count >= number) return found[0]!["text"]!.GetValue<string>();
            await Task.Delay(Glance, patience.Token);
        }
    }

    /// <summary>The one-time link of the first start, as printed.</summary>
    public Uri SetUpLink => serve.Lines.Select(line => SetUpAddress().Match(line)).FirstOrDefault(match => match.Success) is { } found
        ? new Uri(found.Value)
        : throw new InvalidOperationException($"No set-up link was printed:\n{serve.Output}");

    public string Output => serve.Output;

    public string Database => Path.Combine(directory, "data", "identity.db");

    private static string Program => Repository.Built("src/Identity.App", "identity.dll");

    public static async Task<ProductProcess> StartAsync(params (string Name, string Value)[] more)
    {
        var product = new ProductProcess(Directory.CreateTempSubdirectory("identity-browser-").FullName, FreePorts.Take(5), more);
        try
        {
            await product.serve.WaitForAsync(new Uri(product.Url, "/health/ready"));
            return product;
        }
        catch
        {
            await product.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs <c>identity apply</c> beside the running server, as an operator does.</summary>
    public async Task ApplyAsync(string json, params (string Name, string Value)[] environment)
    {
        var file = Path.Combine(directory, $"{Guid.NewGuid():n}.json");
        await File.WriteAllTextAsync(file, json);
        var all = new Dictionary<string, string>(settings);
        foreach (var (name, value) in environment) all[name] = value;
        await ChildProcess.RunAsync(Repository.Dotnet, [Program, "apply", file], directory, all, ApplyLimit);
    }

    /// <summary>Runs <c>identity invitations send</c>.</summary>
    public Task InviteAsync(string email, params string[] more)
        => ChildProcess.RunAsync(Repository.Dotnet, [Program, "invitations", "send", email, "--from", "Grace Hopper", .. more], directory, settings, ApplyLimit);

    public async ValueTask DisposeAsync()
    {
        await serve.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private static string Text(Uri address) => address.GetLeftPart(UriPartial.Authority);

    [GeneratedRegex(@"https?://\S+/setup[/?]\S+")]
    private static partial Regex SetUpAddress();
}
