using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Identity.Core.Keys;
using Identity.Core.Sessions;

namespace Identity.Core.Clients;

/// <summary>
/// By which <c>sub</c> a client knows a person, and by which <c>sid</c> a session. A client that registered <c>pairwise</c> gets one that clients of other
/// sectors do not get, and that nobody can lead back to the account without the secret.
/// </summary>
public sealed class Subjects
{
    private readonly PairwiseSecret _secret;

    internal Subjects(PairwiseSecret secret) => _secret = secret;

    /// <summary>The subject for this client.</summary>
    public async ValueTask<string> ForAsync(Client client, Guid userId, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (client.SubjectType != SubjectTypes.Pairwise) return userId.ToString();

        return Pairwise(await _secret.ReadAsync(ct), Sectors.Of(client), userId.ToString("D"));
    }

    /// <summary>Who is meant by a subject that this client sent back, or null.</summary>
    /// <param name="client">Who sent it.</param>
    /// <param name="subject">What it sent.</param>
    /// <param name="candidates">Whom it may mean: a pairwise subject can only be compared.</param>
    /// <param name="ct">Ends the call.</param>
    public async ValueTask<Guid?> FindAsync(Client client, string subject, IEnumerable<Guid> candidates, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(candidates);
        if (client.SubjectType != SubjectTypes.Pairwise) return Guid.TryParse(subject, CultureInfo.InvariantCulture, out var id) ? id : null;

        foreach (var candidate in candidates)
        {
            if (await ForAsync(client, candidate, ct) == subject) return candidate;
        }

        return null;
    }

    /// <summary>By which <c>sid</c> a client knows a session: apps that may not compare people may not compare their sessions either.</summary>
    public async ValueTask<string> SessionForAsync(Client client, string sid, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SubjectType == SubjectTypes.Pairwise ? Pairwise(await _secret.ReadAsync(ct), Sectors.Of(client), $"sid {sid}") : sid;
    }

    /// <summary>Which of these sessions is meant by a <c>sid</c> that this client sent back, or null.</summary>
    public async ValueTask<Session?> FindSessionAsync(Client client, string sid, IEnumerable<Session> candidates, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        foreach (var candidate in candidates)
        {
            if (await SessionForAsync(client, candidate.Sid, ct) == sid) return candidate;
        }

        return null;
    }

    private static string Pairwise(byte[] secret, string sector, string name)
        => Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{name} {sector}")));
}
