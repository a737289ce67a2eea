using System.Net;
using System.Text.RegularExpressions;

namespace Identity.App.Tests.Telemetry;

public sealed class MetricsTests : IDisposable
{
    private readonly Installation installation = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });

    public void Dispose()
    {
        http.Dispose();
        installation.Dispose();
    }

    [Fact]
    public async Task The_management_address_shows_the_metrics_of_all_roles_once_each_and_no_other_address_does()
    {
        await using var server = await RunningServer.StartAsync(installation);
        using (var visitor = new Visitor(installation.Ports[0]))
        {
            await visitor.FillInAsync("/signin", new() { ["username"] = "nobody", ["password"] = "nothing" });
            await visitor.SendAsync(HttpMethod.Post, "/connect/token", new() { ["grant_type"] = "client_credentials", ["client_id"] = "stranger" });
        }

        foreach (var port in installation.Ports[..4]) Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri($"http://127.0.0.1:{port}/metrics"))).StatusCode);

        var metrics = await http.GetStringAsync(new Uri($"http://127.0.0.1:{installation.Ports[4]}/metrics"));
        var names = Regex.Matches(metrics, "^# TYPE ([^ ]+) ", RegexOptions.Multiline).Select(type => type.Groups[1].Value).ToList();
        Assert.Equal(names.Distinct(), names);
        foreach (var expected in new[]
        {
            "identity_sign_ins_total", "identity_protocol_errors_total", "identity_password_hashing_wait_seconds", "identity_outbox_backlog",
            "identity_outbox_oldest_age_seconds", "http_server_request_duration_seconds", "dotnet_gc_collections_total",
        }) Assert.Contains(expected, names);

        Assert.Matches("identity_sign_ins_total\\{[^}]*result=\"rejected\"[^}]*\\} 1\n", metrics);
        Assert.Matches("identity_protocol_errors_total\\{[^}]*endpoint=\"token\"[^}]*\\} 1\n", metrics);
        Assert.Matches("http_server_request_duration_seconds_count\\{[^}]*http_route=\"/connect/token\"[^}]*\\} 1\n", metrics);
        Assert.DoesNotContain("stranger", metrics, StringComparison.Ordinal);
        // What the four roles answered above.
        Assert.Matches("http_server_request_duration_seconds_count\\{[^}]*http_response_status_code=\"404\"[^}]*\\} 4\n", metrics);
    }

    [Theory]
    [InlineData("--Telemetry:OtlpEndpoint=collector:4317", "Telemetry:OtlpEndpoint: 'collector:4317' is not an http or https address")]
    [InlineData("--Telemetry:OtlpProtocol=Carrier", "Telemetry:OtlpProtocol: 'Carrier' is not one of the values it can have.")]
    public async Task A_wrong_setting_is_named_and_explained(string argument, string sentence)
    {
        var result = await installation.RunAsync("serve", argument);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_address_in_the_standard_variable_is_named_too()
    {
        installation.Variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = "nowhere";

        var result = await installation.RunAsync();

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT: 'nowhere' is not an http or https address", result.Error, StringComparison.Ordinal);
    }
}
