using Identity.Core.Messaging.Sms;
using Identity.Worker.Webhooks;
using Microsoft.Extensions.Options;

namespace Identity.Worker.Sms;

/// <summary>What each kind of provider needs. Only the worker checks it: other roles need not know the secrets.</summary>
internal sealed class SmsProviderRules : IValidateOptions<SmsOptions>
{
    public ValidateOptionsResult Validate(string? name, SmsOptions options)
    {
        var wrong = options.Providers.SelectMany((provider, number) => Check(provider).Select(problem => $"{SmsOptions.Section}:Providers:{number}:{problem}")).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Check(SmsProviderSettings provider) => provider.Kind switch
    {
        SmsProviderKind.Http => Http(provider),
        SmsProviderKind.Twilio => Twilio(provider),
        SmsProviderKind.TwilioWhatsApp => Twilio(provider).Concat(WhatsApp(provider)),
        SmsProviderKind.Vonage => Vonage(provider),
        _ => ["Kind: it names no provider. A valid example: Twilio"],
    };

    private static IEnumerable<string> Http(SmsProviderSettings provider)
    {
        if (!IsHttp(provider.Url)) yield return "Url: it is no address of a gateway. A valid example: https://sms.acme.example/messages";
        if (!WebhookSignature.IsSecret(provider.Secret)) yield return $"Secret: {WebhookSignature.SecretRule}";
    }

    private static IEnumerable<string> Twilio(SmsProviderSettings provider)
    {
        if (provider.Url is not null && !IsHttp(provider.Url)) yield return "Url: it is no address. A valid example: https://api.twilio.com";
        if (provider.AccountSid is null || !provider.AccountSid.StartsWith("AC", StringComparison.Ordinal) || !provider.AccountSid.All(char.IsAsciiLetterOrDigit))
            yield return "AccountSid: it is no account of Twilio. A valid example: AC and 32 digits and letters";
        if (provider.ApiKey is null == provider.AuthToken is null) yield return "ApiKey: give either ApiKey and ApiSecret, or AuthToken. A valid example: SK and 32 digits and letters";
        if (provider.ApiKey is null != provider.ApiSecret is null) yield return "ApiSecret: ApiKey and ApiSecret go together. A valid example: a secret in the environment";
        if (provider.From is null == provider.MessagingServiceSid is null) yield return "From: give either From or MessagingServiceSid. A valid example: +4915112345678";
    }

    // WhatsApp lets nobody begin a conversation but with a template that was approved.
    private static IEnumerable<string> WhatsApp(SmsProviderSettings provider)
    {
        if (SmsKinds.All.FirstOrDefault(kind => !provider.ContentSids.Keys.Any(key => key == kind || key.StartsWith($"{kind}_", StringComparison.Ordinal))) is { } missing)
            yield return $"ContentSids:{missing}: WhatsApp needs an approved template for it. A valid example: HX and 32 digits and letters";
    }

    private static IEnumerable<string> Vonage(SmsProviderSettings provider)
    {
        if (provider.Url is not null && !IsHttp(provider.Url)) yield return "Url: it is no address. A valid example: https://rest.nexmo.com";
        if (provider.ApiKey is null || provider.ApiSecret is null) yield return "ApiSecret: Vonage needs ApiKey and ApiSecret. A valid example: a secret in the environment";
        if (provider.From is null) yield return "From: it names no sender. A valid example: Acme";
    }

    private static bool IsHttp(Uri? url) => url is { IsAbsoluteUri: true, Scheme: "https" or "http" };
}
