using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Identity.Hosting.Telemetry;

internal sealed class TelemetryRules(IConfiguration configuration) : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        if (options.OtlpEndpoint is { } own && !IsAddress(own.OriginalString)) return Fail($"{TelemetryOptions.Section}:{nameof(options.OtlpEndpoint)}", own.OriginalString);

        var standard = configuration[OtlpSettings.Endpoint];
        return string.IsNullOrWhiteSpace(standard) || IsAddress(standard) ? ValidateOptionsResult.Success : Fail(OtlpSettings.Endpoint, standard);
    }

    private static bool IsAddress(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Query.Length == 0 && address.UserInfo.Length == 0;

    private static ValidateOptionsResult Fail(string setting, string value)
        => ValidateOptionsResult.Fail($"{setting}: '{value}' is not an http or https address without user name and query. A valid example: http://localhost:4317");
}
