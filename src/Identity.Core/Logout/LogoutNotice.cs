namespace Identity.Core.Logout;

/// <summary>The payload of <c>backchannel_logout</c>: which app is told of the end of which session. The token is made when it is sent.</summary>
/// <param name="Client">The row of the app.</param>
/// <param name="Sid">The session, as the app knows it.</param>
/// <param name="Subject">The person, as the app knows them.</param>
public sealed record LogoutNotice(Guid Client, string Sid, string Subject)
{
    public const int Version = 1;
}
