using System.Net;
using Identity.Core.Outbound;
using Microsoft.IdentityModel.Tokens;

namespace Identity.Core.Clients.PublicKeys;

/// <summary>The keys at one address, fetched when they are needed: by one caller for all that wait.</summary>
internal sealed class FetchedKeys(string address, IHttpClientFactory http, ClientKeyOptions options, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private volatile Copy? _copy;
    private volatile string _problem = "";
    private DateTimeOffset _triedAt;
    private Task _fetch = Task.CompletedTask;

    public string Address => address;

    /// <param name="has">Whether the key that is looked for is among these.</param>
    /// <param name="ct">Ends the wait, not the fetch: others wait for it too.</param>
    /// <exception cref="ClientKeysException">They can't be had.</exception>
    public async Task<IReadOnlyList<JsonWebKey>> GetAsync(Func<IReadOnlyList<JsonWebKey>, bool> has, CancellationToken ct)
    {
        if (_copy is not { } copy || Age(copy) >= options.Lifetime || !has(copy.Keys)) await FetchAsync().WaitAsync(ct);

        return _copy is { } known && Age(known) < options.Lifetime + options.StaleLifetime
            ? known.Keys
            : throw new ClientKeysException(_problem);
    }

    private TimeSpan Age(Copy copy) => clock.GetUtcNow() - copy.At;

    private Task FetchAsync()
    {
        lock (_gate)
        {
            // Whoever makes up key names must not make us call the client all the time.
            if (!_fetch.IsCompleted || clock.GetUtcNow() < _triedAt + options.RefetchInterval) return _fetch;

            _triedAt = clock.GetUtcNow();
            return _fetch = FetchNowAsync();
        }
    }

    private async Task FetchNowAsync()
    {
        try
        {
            using var client = http.CreateClient(OutboundHttp.ClientName);
            using var answer = await client.GetAsync(new Uri(address));
            if (answer.StatusCode != HttpStatusCode.OK) throw new ClientKeysException($"it answered with the status {(int)answer.StatusCode} instead of 200.");

            _copy = new Copy(KeySetText.Read(await answer.Content.ReadAsStringAsync()), clock.GetUtcNow());
        }
        catch (Exception failure) when (failure is HttpRequestException or ClientKeysException or OperationCanceledException)
        {
            _problem = $"'jwks_uri' can't be fetched: {failure.Message}";
        }
    }

    private sealed record Copy(IReadOnlyList<JsonWebKey> Keys, DateTimeOffset At);
}
