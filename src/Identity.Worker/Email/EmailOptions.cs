using System.ComponentModel.DataAnnotations;
using MimeKit;

namespace Identity.Worker.Email;

/// <summary>Section <c>Email</c>: who sends e-mail for us. Without a provider the mailbox takes its place, on this machine alone.</summary>
internal sealed class EmailOptions : IValidatableObject
{
    public const string Section = "Email";

    /// <summary>The sender, such as <c>Acme &lt;login@acme.example&gt;</c>.</summary>
    public string? From { get; set; }

    /// <summary>Where answers go, such as the support desk.</summary>
    public string? ReplyTo { get; set; }

    /// <summary>In order of preference: the next one is asked when one fails.</summary>
    public List<EmailProvider> Providers { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Providers.Count > 0 && !IsMailbox(From)) yield return Wrong("From", $"'{From}' is not an e-mail address", "Acme <login@acme.example>");
        if (ReplyTo is not null && !IsMailbox(ReplyTo)) yield return Wrong("ReplyTo", $"'{ReplyTo}' is not an e-mail address", "support@acme.example");
        for (var i = 0; i < Providers.Count; i++)
        {
            var (provider, name) = (Providers[i], $"Providers:{i}");
            if (string.IsNullOrWhiteSpace(provider.Host)) yield return Wrong($"{name}:Host", "it names no server", "smtp.acme.example");
            if (provider.Port is < 1 or > 65535) yield return Wrong($"{name}:Port", $"{provider.Port} is no port", "587");
            if (provider.Security == SmtpSecurity.None && provider.UserName is not null) yield return Wrong($"{name}:Security", "the password would go unencrypted over the network", "StartTls");
            if (provider.UserName is null != provider.Password is null) yield return Wrong($"{name}:Password", "UserName and Password go together", "a secret in the environment");
        }
    }

    private static bool IsMailbox(string? text) => text is not null && MailboxAddress.TryParse(text, out var address) && address.Address.Contains('@', StringComparison.Ordinal);

    private static ValidationResult Wrong(string name, string what, string example) => new($"{Section}:{name}: {what}. A valid example: {example}", [name]);
}

/// <summary>An SMTP server that takes our mail (RFC 6409).</summary>
internal sealed class EmailProvider
{
    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    public string? UserName { get; set; }

    public string? Password { get; set; }
}

internal enum SmtpSecurity
{
    /// <summary>TLS after a greeting in the clear, never without it (RFC 3207).</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314).</summary>
    Tls,

    /// <summary>Unencrypted: for a server on this machine or a closed network.</summary>
    None,
}
