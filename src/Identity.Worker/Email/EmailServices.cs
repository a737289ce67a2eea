using Identity.Core.Messaging;
using Identity.Hosting.Settings;
using Identity.Worker.Delivery;
using Identity.Worker.Mailbox;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Identity.Worker.Email;

internal static class EmailServices
{
    public static IServiceCollection AddEmail(this IServiceCollection services)
    {
        services.AddSettings<EmailOptions>(EmailOptions.Section);
        services.AddSingleton<EmailTexts>();
        services.AddScoped<HtmlRenderer>();
        services.AddScoped<ComposeEmail>();
        services.AddSingleton(provider => new SmtpProviders(provider.GetRequiredService<IOptions<EmailOptions>>()));
        services.AddSingleton<MailboxFiles>();
        services.AddScoped<SendEmail>();
        services.AddKeyedScoped<Deliver>(OutboxKinds.Email, (provider, _) => provider.GetRequiredService<SendEmail>().DeliverAsync);
        return services;
    }
}
