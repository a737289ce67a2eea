using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Identity.App.Commands;
using Identity.App.Doctor;
using Identity.App.Settings;
using Identity.Hosting.Roles;

namespace Identity.App.Tests.Containers;

/// <summary>What the container files say about the product: names, values, commands and ports. No Docker engine is needed.</summary>
public sealed partial class ComposeTests
{
    private static readonly string Compose = Read("docker-compose.yml");
    private static readonly string Image = Read("Dockerfile");
    private static readonly string Proxy = Read(Path.Combine("deploy", "Caddyfile"));

    [Fact]
    public async Task Every_setting_has_a_name_and_a_value_that_a_start_accepts()
    {
        var settings = ComposeSetting().Matches(Compose).Concat(ImageSetting().Matches(Image))
            .ToDictionary(match => match.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal), match => match.Groups["value"].Value.Trim('"'));
        Assert.Contains("Redis:ConnectionString", settings.Keys);
        Assert.Contains("Data:Directory", settings.Keys);

        // What belongs to the machine is not looked at: a directory of this test takes its place.
        using var installation = new Installation();
        settings["Data:Directory"] = installation.Directory;
        var finding = await SettingsCheck.RunAsync(new CommandContext(new Terminal(TextWriter.Null, TextWriter.Null, null), settings!));

        Assert.True(finding.Level == FindingLevel.Ok, finding.Sentence);
    }

    [Fact]
    public void Commands_and_roles_exist_and_each_role_runs_and_the_server_twice()
    {
        var commands = Command().Matches(Compose).Select(match => JsonSerializer.Deserialize<string[]>(match.Value)!).Where(command => command is ["serve" or "migrate", ..]).ToList();

        Assert.Equal(1, commands.Count(command => command is ["migrate"]));
        Assert.All(commands.Where(command => command is ["serve", ..]), command => Assert.Equal("--roles", command[1]));
        Assert.Equal(
            RoleName.All.Append(RoleName.Server).Select(role => role.Name).Order(StringComparer.Ordinal),
            commands.Where(command => command is ["serve", ..]).Select(command => command[2]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_proxy_reaches_every_server_at_the_port_that_the_image_listens_on()
    {
        var services = Service().Matches(Compose).Select(match => match.Groups["name"].Value).ToHashSet();
        var listens = ImageSetting().Matches(Image).Where(match => match.Groups["name"].Value.EndsWith("__Url", StringComparison.Ordinal)).Select(match => new Uri(match.Groups["value"].Value).Port).ToList();
        var reached = Upstream().Matches(Proxy).Select(match => (Name: match.Groups["name"].Value, Port: int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture))).ToList();

        Assert.All(reached, upstream => Assert.Contains(upstream.Name, services));
        Assert.All(reached, upstream => Assert.Contains(upstream.Port, listens));
        Assert.Equal(["server-1", "server-2"], reached.Where(upstream => upstream.Port == 5000).Select(upstream => upstream.Name));
        Assert.All(listens, port => Assert.Contains($"{port}", Image[Image.IndexOf("EXPOSE", StringComparison.Ordinal)..].Split('\n')[0], StringComparison.Ordinal));
        foreach (var name in PublicUrl().Matches(Compose).Select(match => match.Groups["host"].Value)) Assert.Contains($"\n{name} {{", Proxy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_image_runs_as_nobody_special_and_only_the_proxy_is_trusted()
    {
        Assert.Contains("\nUSER $APP_UID\n", Image, StringComparison.Ordinal);
        Assert.Equal(ProxyAddress().Match(Compose).Groups["address"].Value, ComposeSetting().Matches(Compose).Single(match => match.Groups["name"].Value == "Proxy__Trusted__0").Groups["value"].Value);
    }

    [Fact]
    [Trait("Set", "All")]
    public async Task The_health_check_of_the_image_tells_a_healthy_process_from_none()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The image is Linux");
        using var installation = new Installation();
        var command = JsonSerializer.Deserialize<string[]>(HealthCheck().Match(Image).Groups["command"].Value)!;
        Assert.Contains($"/{new Uri(ListenerAddresses.Management.DefaultUrl).Port} ", command[2], StringComparison.Ordinal);
        command[2] = command[2].Replace("5009", $"{installation.Ports[4]}", StringComparison.Ordinal);

        Assert.NotEqual(0, await RunAsync(command));
        await using var server = await RunningServer.StartAsync(installation);
        Assert.Equal(0, await RunAsync(command));
    }

    private static async Task<int> RunAsync(string[] command)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Installation.Root, file));

    [GeneratedRegex(@"^ {4}(?<name>[A-Z]\w*?__\w+): (?<value>.+)$", RegexOptions.Multiline)]
    private static partial Regex ComposeSetting();

    [GeneratedRegex(@"(?<name>[A-Z][A-Za-z]+__\w+)=(?<value>\S+)")]
    private static partial Regex ImageSetting();

    [GeneratedRegex(@"(?<=^ {4}command: )\[.*\]$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"^  (?<name>[a-z0-9-]+):$", RegexOptions.Multiline)]
    private static partial Regex Service();

    [GeneratedRegex(@"(?<name>[a-z0-9-]+):(?<port>\d{4})\b")]
    private static partial Regex Upstream();

    [GeneratedRegex(@"__PublicUrl: https://(?<host>\S+)")]
    private static partial Regex PublicUrl();

    [GeneratedRegex(@"ipv4_address: (?<address>\S+)")]
    private static partial Regex ProxyAddress();

    [GeneratedRegex(@"HEALTHCHECK .*\\\n\s*CMD (?<command>\[.*\])")]
    private static partial Regex HealthCheck();
}
