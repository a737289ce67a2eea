using System.Net;
using System.Text.Json;
using Identity.Core.Outbound;

namespace Identity.Core.Clients;

/// <summary>The documents that name the redirect URIs of a sector (OpenID Connect Core, section 8.1): who publishes one vouches for them.</summary>
internal sealed class SectorDocuments(IHttpClientFactory http)
{
    private const string Member = "sector_identifier_uri";

    /// <summary>What is wrong with the client's sector, or null.</summary>
    public async Task<MetadataError?> CheckAsync(ClientMetadata client, CancellationToken ct)
    {
        if (client.SectorIdentifierUri is not { } uri) return null;

        try
        {
            using var caller = http.CreateClient(OutboundHttp.ClientName);
            using var answer = await caller.GetAsync(new Uri(uri), ct);
            if (answer.StatusCode != HttpStatusCode.OK) return MetadataError.Other(Member, $"'{uri}' answered with the status {(int)answer.StatusCode} instead of 200.");

            var listed = JsonSerializer.Deserialize<List<string>>(await answer.Content.ReadAsStringAsync(ct)) ?? [];
            return client.RedirectUris.FirstOrDefault(redirect => !listed.Contains(redirect)) is { } missing
                ? MetadataError.Other(Member, $"'{uri}' does not list the redirect URI '{missing}'. Add it there: every redirect URI of the client must be in the list.")
                : null;
        }
        catch (JsonException)
        {
            return MetadataError.Other(Member, $"'{uri}' is not a JSON list of addresses: [\"https://app.example.com/callback\"].");
        }
        catch (HttpRequestException failure)
        {
            return MetadataError.Other(Member, $"It can't be fetched: {failure.Message}");
        }
    }
}
