using Identity.Core.Sessions;

namespace Identity.Core.Clients;

/// <summary>What a registration says about subjects and about the end of sessions.</summary>
internal static class ClientPrivacyRules
{
    public static IEnumerable<MetadataError> Check(ClientMetadata client)
        => [.. Subjects(client), .. Logout(client), .. Exchange(client)];

    private static IEnumerable<MetadataError> Subjects(ClientMetadata client)
    {
        if (client.SubjectType is not (SubjectTypes.Public or SubjectTypes.Pairwise))
        {
            yield return MetadataError.Other("subject_type", $"'{client.SubjectType}' is not supported. Supported: {SubjectTypes.Public}, {SubjectTypes.Pairwise}.");
        }

        if (client.SectorIdentifierUri is { } sector && (RedirectUriRules.Check(sector, native: false) ?? (sector.StartsWith("https:", StringComparison.Ordinal) ? null : "It starts with https:.")) is { } wrong)
        {
            yield return MetadataError.Other("sector_identifier_uri", wrong);
        }

        // OpenID Connect Core, section 8.1: with several hosts nothing else says to which sector the client belongs.
        if (client is { SubjectType: SubjectTypes.Pairwise, SectorIdentifierUri: null } && client.RedirectUris.Select(Host).Distinct().Count() > 1)
        {
            yield return MetadataError.Other("sector_identifier_uri", "It is needed: 'subject_type' is 'pairwise' and the redirect URIs have several hosts.");
        }

        foreach (var acr in client.DefaultAcrValues.Where(acr => !AuthenticationContexts.Supported.Contains(acr)))
        {
            yield return MetadataError.Other("default_acr_values", $"'{acr}' is not supported. Supported: {string.Join(", ", AuthenticationContexts.Supported)}.");
        }
    }

    private static IEnumerable<MetadataError> Logout(ClientMetadata client)
    {
        foreach (var (member, uri, session) in new[]
        {
            ("backchannel_logout_uri", client.BackchannelLogoutUri, client.BackchannelLogoutSessionRequired),
            ("frontchannel_logout_uri", client.FrontchannelLogoutUri, client.FrontchannelLogoutSessionRequired),
        })
        {
            if (uri is not null && RedirectUriRules.Check(uri, native: false) is { } wrong) yield return MetadataError.Other(member, wrong);
            if (uri is null && session) yield return MetadataError.Other(member.Replace("_uri", "_session_required", StringComparison.Ordinal), $"It says how '{member}' is called, and that is missing.");
        }

        // OpenID Connect Front-Channel Logout, section 2.
        if (client.FrontchannelLogoutUri is { } front && RedirectUriRules.Origin(front) is { } origin && !client.RedirectUris.Select(RedirectUriRules.Origin).Contains(origin))
        {
            yield return MetadataError.Other("frontchannel_logout_uri", $"It must have scheme, host and port of one of the redirect URIs; '{origin}' is none of these.");
        }
    }

    private static IEnumerable<MetadataError> Exchange(ClientMetadata client)
    {
        if (client.TokenExchangeClients.Count > 0 && !client.GrantTypes.Contains(OpenIddict.Abstractions.OpenIddictConstants.GrantTypes.TokenExchange))
        {
            yield return MetadataError.Other("token_exchange_clients", $"It is for clients with the grant type '{OpenIddict.Abstractions.OpenIddictConstants.GrantTypes.TokenExchange}'.");
        }
    }

    private static string Host(string uri) => Uri.TryCreate(uri, UriKind.Absolute, out var address) ? address.Host : uri;
}
