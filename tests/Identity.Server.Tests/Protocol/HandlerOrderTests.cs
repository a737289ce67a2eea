using Identity.Server.Tests.Stage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenIddict.Server;

namespace Identity.Server.Tests.Protocol;

public sealed class HandlerOrderTests(TestServer server)
{
    [Fact]
    public void Our_rules_run_where_the_reviewed_list_says()
    {
        var handlers = server.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue.Handlers;

        var ours = handlers.Where(h => h.Type == OpenIddictServerHandlerType.Custom)
            .OrderBy(h => h.ContextType.Name, StringComparer.Ordinal).ThenBy(h => h.Order).ThenBy(h => h.ServiceDescriptor.ServiceType.Name, StringComparer.Ordinal)
            .Select(h => $"{h.ContextType.Name,-40} {Order(h),-60} {h.ServiceDescriptor.ServiceType.Name}");
        Snapshot.Check("Protocol/handlers.txt", string.Join('\n', ours));

        // Numbers of OpenIddict's may change with a version; behind which of its steps ours stands is what matters.
        string Order(OpenIddictServerHandlerDescriptor handler)
        {
            var before = handlers.Where(h => h.Type == OpenIddictServerHandlerType.BuiltIn && h.ContextType == handler.ContextType && h.Order <= handler.Order)
                .MaxBy(h => h.Order);
            return before is null ? "first" : $"behind {before.ServiceDescriptor.ServiceType.Name}";
        }
    }
}
