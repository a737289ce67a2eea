using Microsoft.Extensions.Options;

namespace Identity.Worker.Email;

/// <summary>The configured servers, in order of preference.</summary>
internal sealed class SmtpProviders(IOptions<EmailOptions> options) : IAsyncDisposable
{
    public IReadOnlyList<SmtpProvider> All { get; } = [.. options.Value.Providers.Select(provider => new SmtpProvider(provider))];

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in All) await provider.DisposeAsync();
    }
}
