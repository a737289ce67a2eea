using System.CommandLine;
using Identity.App.Doctor;
using Identity.Core.Data;
using Identity.Core.Messaging.Sms;
using Identity.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace Identity.App.Commands;

internal static class DoctorCommand
{
    // What answers at a wrong address may send without end.
    private const int LargestAnswer = 1024 * 1024;

    public static Command Create(CommandContext context)
    {
        var command = new Command("doctor", "Looks at settings, database, keys, clock, jobs, text messages, addresses and proxy, and says how to mend what is wrong");
        command.SetAction((_, ct) => RunAsync(context, ct));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken ct)
    {
        var findings = new List<Finding> { await SettingsCheck.RunAsync(context) };
        // Everything else follows from the settings.
        if (findings[0].Level != FindingLevel.Problem) findings.AddRange(await LookAsync(context.ReadSettings(), ct));

        foreach (var finding in findings) Print(context.Terminal, finding);
        var problems = findings.Count(finding => finding.Level == FindingLevel.Problem);
        if (problems > 0) throw new CommandFailed(problems == 1 ? "There is a problem." : $"There are {problems} problems.");

        return ExitCode.Done;
    }

    private static async Task<IReadOnlyList<Finding>> LookAsync(IConfiguration settings, CancellationToken ct)
    {
        await using var services = CommandServices.Create(settings, extra => extra
            .AddHttpClient(nameof(DoctorCommand), client => client.MaxResponseContentBufferSize = LargestAnswer).Services
            .AddSettings<DoctorOptions>(DoctorOptions.Section).Services
            .AddSettings<ServerAddressOptions>("Server").Services
            .AddSingleton(provider => provider.GetRequiredService<IOptions<DoctorOptions>>().Value)
            .AddSingleton(provider => provider.GetRequiredService<IOptions<ServerAddressOptions>>().Value)
            .AddSingleton(provider => provider.GetRequiredService<IOptions<DatabaseOptions>>().Value)
            .AddSingleton(provider => provider.GetRequiredService<IOptions<DataOptions>>().Value)
            .AddSingleton(provider => provider.GetRequiredService<IOptions<SmsOptions>>().Value)
            .AddSingleton(provider => provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(DoctorCommand)))
            .AddScoped<DatabaseCheck>().AddScoped<KeysCheck>().AddScoped<ClockCheck>().AddScoped<JobsCheck>().AddScoped<SmsCheck>().AddScoped<AddressesCheck>().AddScoped<ProxyProbe>());
        await using var scope = services.CreateAsyncScope();
        var look = scope.ServiceProvider;
        return
        [
            .. await look.GetRequiredService<DatabaseCheck>().RunAsync(ct),
            .. await look.GetRequiredService<KeysCheck>().RunAsync(ct),
            await look.GetRequiredService<ClockCheck>().RunAsync(ct),
            .. await look.GetRequiredService<JobsCheck>().RunAsync(ct),
            .. await look.GetRequiredService<SmsCheck>().RunAsync(ct),
            .. await look.GetRequiredService<AddressesCheck>().RunAsync(ct),
            ProxyCheck.Run(look.GetRequiredService<ServerAddressOptions>(), settings),
            await look.GetRequiredService<ProxyProbe>().RunAsync(ct),
        ];
    }

    private static void Print(Terminal terminal, Finding finding)
    {
        var (word, style) = finding.Level switch
        {
            FindingLevel.Ok => ("ok", "green"),
            FindingLevel.Warning => ("warning", "yellow"),
            _ => ("problem", "red"),
        };
        terminal.Line($"{word,-8} {finding.Area,-10} {finding.Sentence}", style);
    }
}
