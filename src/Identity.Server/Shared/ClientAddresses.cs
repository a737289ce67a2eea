using System.Text.Json;
using Identity.Core.Clients;

namespace Identity.Server.Shared;

/// <summary>Addresses of an application that were registered: never one that came with a request.</summary>
internal static class ClientAddresses
{
    /// <summary>Where a person finds the application again: its home page, or the origin of its first web redirect URI.</summary>
    public static string? Of(Client client)
        => client.ClientUri ?? RedirectUris(client)
            .Select(uri => new Uri(uri))
            .Where(uri => uri.Scheme is "http" or "https")
            .Select(uri => uri.GetLeftPart(UriPartial.Authority) + "/")
            .FirstOrDefault();

    private static List<string> RedirectUris(Client client)
        => client.RedirectUris is { Length: > 0 } json ? JsonSerializer.Deserialize<List<string>>(json)! : [];
}
