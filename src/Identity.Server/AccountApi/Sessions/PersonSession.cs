using System.ComponentModel;
using Identity.Core.Sessions;

namespace Identity.Server.AccountApi.Sessions;

[Description("A browser in which the person signed in.")]
internal sealed record PersonSession
{
    [Description("Names the session; the `sid` of ID tokens.")]
    public required string Sid { get; init; }

    [Description("It is the one in which the app was given this access token.")]
    public required bool Current { get; init; }

    [Description("False when it has timed out, and only apps that stay connected still have access.")]
    public required bool SignedIn { get; init; }

    [Description("The person asked to stay signed in.")]
    public required bool Remembered { get; init; }

    public required DateTime CreatedAt { get; init; }

    [Description("When the person last proved who they are.")]
    public required DateTime AuthenticatedAt { get; init; }

    public required DateTime LastSeenAt { get; init; }

    [Description("When it ends at the latest.")]
    public required DateTime ExpiresAt { get; init; }

    [Description("From where the person signed in.")]
    public string? IpAddress { get; init; }

    [Description("What the browser called itself.")]
    public string? UserAgent { get; init; }

    public static PersonSession Of(Session session, string sid, Guid? current, DateTime now) => new()
    {
        Sid = sid,
        Current = session.Id == current,
        SignedIn = session.IsAlive(now),
        Remembered = session.Remembered,
        CreatedAt = session.CreatedAt,
        AuthenticatedAt = session.AuthenticatedAt,
        LastSeenAt = session.LastSeenAt,
        ExpiresAt = session.ExpiresAt,
        IpAddress = session.IpAddress,
        UserAgent = session.UserAgent,
    };
}

[Description("Where the person is signed in.")]
internal sealed record PersonSessions(IReadOnlyList<PersonSession> Sessions);
