using System.Diagnostics.Metrics;
using Identity.Core.Users;
using Identity.Testing.Accounts;
using Identity.Testing.Receivers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Tests.Users;

public sealed class LeakCheckTests
{
    private const string Password = "wooden spoon in april";
    // Its SHA-1.
    private const string Hash = "B0367CD924CAD2404BFB91D76888BD9F1F28BDC5";

    [Fact]
    public async Task B100_a_leaked_password_is_refused_and_five_digits_of_its_hash_are_all_that_goes_out()
    {
        await using var ranges = await AppServer.StartAsync((_, context) => context.Response.WriteAsync($"{new string('0', 35)}:2\r\n{Hash[5..]}:3\r\n{new string('F', 35)}:1"));
        await using var host = await StartAsync(ranges.Url);
        using var counted = new Counted(host);

        var result = await host.CreateAsync(new User { UserName = "ada" }, Password);
        var asked = await ranges.NextAsync();

        Assert.Equal("PasswordLeaked", Assert.Single(result.Errors).Code);
        Assert.Equal(("GET", $"/range/{Hash[..5]}", "true", ""), (asked.Method, asked.Path, asked.Headers["Add-Padding"], asked.Body));
        Assert.DoesNotContain(asked.Headers, header => header.Value.Contains(Hash[5..], StringComparison.OrdinalIgnoreCase));
        Assert.Equal(["found"], counted.Results);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000000000000000000000000000000000A:7")]
    [InlineData("{rest}:0")]
    [InlineData("{rest}5:9")]
    public async Task A_password_that_is_not_in_the_range_is_taken(string range)
    {
        await using var ranges = await AppServer.StartAsync((_, context) => context.Response.WriteAsync(range.Replace("{rest}", Hash[5..], StringComparison.Ordinal)));
        await using var host = await StartAsync(ranges.Url);
        using var counted = new Counted(host);

        Assert.True((await host.CreateAsync(new User { UserName = "ada" }, Password)).Succeeded);
        Assert.Equal(["not_found"], counted.Results);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(302)]
    public async Task B100_without_an_answer_the_password_is_taken_and_that_is_counted(int status)
    {
        await using var ranges = await AppServer.StartAsync(status);
        await using var host = await StartAsync(ranges.Url);
        using var counted = new Counted(host);

        Assert.True((await host.CreateAsync(new User { UserName = "ada" }, Password)).Succeeded);
        Assert.Equal(["failed"], counted.Results);
    }

    [Fact]
    public async Task B117_a_private_address_is_asked_only_where_it_is_named()
    {
        await using var ranges = await AppServer.StartAsync(200);
        await using var host = await AccountsHost.StartAsync(settings: new() { ["Password:LeakCheck:Url"] = $"{ranges.Url}range/" });

        Assert.True((await host.CreateAsync(new User { UserName = "ada" }, Password)).Succeeded);
        Assert.Equal(0, ranges.Count);
    }

    private static Task<AccountsHost> StartAsync(Uri url) => AccountsHost.StartAsync(settings: new()
    {
        ["Password:LeakCheck:Url"] = new Uri(url, "range/").AbsoluteUri,
        ["Outbound:AllowedNetworks:0"] = "127.0.0.0/8",
    });

    /// <summary>Notes what this host counts; other tests run at the same time.</summary>
    private sealed class Counted : IDisposable
    {
        private readonly MeterListener _listener = new();

        public Counted(AccountsHost host)
        {
            var meters = host.Services.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "identity.password_leak_checks" && instrument.Meter.Scope == meters) listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Results.Add(tags[0].Value));
            _listener.Start();
        }

        public List<object?> Results { get; } = [];

        public void Dispose() => _listener.Dispose();
    }
}
