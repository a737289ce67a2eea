using System.ComponentModel.DataAnnotations;

namespace Identity.Worker.Webhooks;

/// <summary>Section <c>Webhook</c>: who takes messages by channels that the product does not know itself.</summary>
internal sealed class WebhookOptions : IValidatableObject
{
    public const string Section = "Webhook";

    /// <summary>In order of preference: the next one is asked when one fails.</summary>
    public List<WebhookProvider> Providers { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var i = 0; i < Providers.Count; i++)
        {
            var (provider, name) = (Providers[i], $"Providers:{i}");
            if (provider.Url is not { IsAbsoluteUri: true, Scheme: "https" or "http" }) yield return Wrong($"{name}:Url", "it is no address of a webhook. A valid example: https://hooks.acme.example/identity");
            if (!WebhookSignature.IsSecret(provider.Secret)) yield return Wrong($"{name}:Secret", WebhookSignature.SecretRule);
        }
    }

    private static ValidationResult Wrong(string name, string what) => new($"{Section}:{name}: {what}", [name]);
}

internal sealed class WebhookProvider
{
    public Uri? Url { get; set; }

    /// <summary>What it checks our signature with: <c>whsec_</c> and at least 24 bytes in base64.</summary>
    public string? Secret { get; set; }

    /// <summary>The channels that it takes; none means all.</summary>
    public List<string> Channels { get; set; } = [];
}
