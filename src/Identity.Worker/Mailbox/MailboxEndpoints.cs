using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Worker.Mailbox;

internal static class MailboxEndpoints
{
    /// <summary>The mailbox, where there is one: elsewhere its addresses do not exist.</summary>
    public static void MapMailbox(this IEndpointRouteBuilder endpoints)
    {
        if (!endpoints.ServiceProvider.GetRequiredService<MailboxFiles>().IsOpen) return;
        endpoints.MapGet("/mailbox/messages", List);
    }

    private static async Task<Ok<IReadOnlyList<MailboxMessage>>> List(MailboxFiles mailbox, CancellationToken ct)
        => TypedResults.Ok(await mailbox.ReadAsync(ct));
}
