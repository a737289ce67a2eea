using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Identity.Core.Outbound;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Identity.Core.Users.Passwords.LeakCheck;

/// <summary>
/// Asks whether a password was in a data leak, by the range protocol of Pwned Passwords
/// (https://haveibeenpwned.com/API/v3#SearchingPwnedPasswordsByRange): five digits of the hash go out, and all leaked
/// hashes that begin with them come back. Nobody there learns the password, or whether it was found.
/// </summary>
internal sealed class LeakedPasswords(IHttpClientFactory clients, IOptions<PasswordOptions> settings, LeakCheckMetrics metrics, TimeProvider clock, ILogger<LeakedPasswords> log)
{
    private const int PrefixLength = 5;

    /// <summary>Whether it is known there. No when nobody is asked, or nobody answers: a sign-up waits for no other company.</summary>
    /// <param name="password">In the form that is hashed.</param>
    public async Task<bool> ContainsAsync(string password)
    {
        var options = settings.Value.LeakCheck;
        if (options.Url is not { } url) return false;

        try
        {
            using var late = new CancellationTokenSource(options.Timeout, clock);
            var found = await FindAsync(url, Hash(password), late.Token);
            metrics.Count(found ? "found" : "not_found");
            return found;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            metrics.Count("failed");
            log.LeaksNotChecked(url.Host, failure is OperationCanceledException ? "no answer in time (Password:LeakCheck:Timeout)" : failure.Message);
            return false;
        }
    }

    private async Task<bool> FindAsync(Uri url, string hash, CancellationToken ct)
    {
        using var client = clients.CreateClient(OutboundHttp.ClientName);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{url.AbsoluteUri.TrimEnd('/')}/{hash[..PrefixLength]}");
        // So that the length of the answer tells nothing to whoever watches the line.
        request.Headers.Add("Add-Padding", "true");
        request.Headers.UserAgent.ParseAdd("identity");
        using var answer = await client.SendAsync(request, ct);
        if (answer.StatusCode != HttpStatusCode.OK) throw new HttpRequestException($"the answer was {(int)answer.StatusCode}");

        var range = await answer.Content.ReadAsStringAsync(ct);
        return range.AsSpan().EnumerateLines() is var lines && Contains(lines, hash.AsSpan(PrefixLength));
    }

    // Each line is the rest of a hash, a colon and how often it was seen; padding was seen never.
    private static bool Contains(SpanLineEnumerator lines, ReadOnlySpan<char> rest)
    {
        foreach (var line in lines)
        {
            if (line.StartsWith(rest, StringComparison.OrdinalIgnoreCase) && line.Length > rest.Length && line[rest.Length] == ':') return line[(rest.Length + 1)..].Trim() is not "0";
        }

        return false;
    }

    [SuppressMessage("Security", "CA5350", Justification = "The protocol's; it protects nothing here.")]
    private static string Hash(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
}
