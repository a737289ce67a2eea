using System.Text.Json;
using Identity.App.Commands;
using Identity.App.Settings;
using Identity.Hosting.Roles;
using Identity.Hosting.Settings;

namespace Identity.App.Doctor;

/// <summary>Whether the addresses fit together, and the public one leads here.</summary>
internal sealed class AddressesCheck(IConfiguration settings, ServerAddressOptions server, HttpClient http, DoctorOptions limits)
{
    private const string Area = "addresses";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct) => [Ports(), await DiscoveryAsync(ct)];

    private Finding Ports()
    {
        var twice = RoleName.All.Append(ListenerAddresses.Management)
            .GroupBy(role => BindingAddress.Parse(ListenerAddresses.Of(role, settings)).Port)
            .FirstOrDefault(group => group.Key != 0 && group.Count() > 1);
        return twice is null
            ? Finding.Ok(Area, "Every role has a port of its own.")
            : Finding.Problem(Area, $"Port {twice.Key} is used by {string.Join(" and ", twice.Select(role => $"{role.Section}:Url"))}. Give each a port of its own.");
    }

    private async Task<Finding> DiscoveryAsync(CancellationToken ct)
    {
        var issuer = server.PublicUrl.AbsoluteUri.TrimEnd('/');
        var address = $"{issuer}/.well-known/openid-configuration";
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(limits.AnswerTimeout);
        try
        {
            using var answer = await http.GetAsync(new Uri(address), timeout.Token);
            if (!answer.IsSuccessStatusCode) return Finding.Problem(Area, $"{address} answers {(int)answer.StatusCode}. Set Server:PublicUrl to where this server is reached, or mend the proxy before it.");

            using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(timeout.Token));
            var said = document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("issuer", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            return said?.TrimEnd('/') == issuer
                ? Finding.Ok(Area, $"{address} answers with the right issuer.")
                : Finding.Problem(Area, $"{address} answers with the issuer '{said}'. Set Server:PublicUrl to the same value everywhere, or let the address lead to this server.");
        }
        catch (JsonException)
        {
            return Finding.Problem(Area, $"Something else than this server answers at {address}. Set Server:PublicUrl to where this server is reached.");
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            return Finding.Problem(Area, $"{address} can't be asked over TLS: {Sentence.Of(failure)} Mend the certificate of what answers there; apps will refuse it too.");
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return Finding.Warning(Area, $"Nothing answers at {address}. When the server runs, check Server:PublicUrl, the proxy and the firewall; else start it with 'identity serve'.");
        }
    }
}
