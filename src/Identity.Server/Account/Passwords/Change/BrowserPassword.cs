using Identity.Core.Sessions;
using Identity.Server.Account.SignIn;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Account.Passwords.Change;

/// <summary>The change of a password in a browser, which stays known as the person's.</summary>
internal sealed class BrowserPassword(PasswordChange change, BrowserSessions browsers, DeviceCookie device, IHttpContextAccessor http)
{
    private HttpContext Http => http.HttpContext!;

    /// <summary>The account that the page is about: the one used last in this browser.</summary>
    public async Task<Session?> CurrentAsync(CancellationToken ct) => await browsers.AliveAsync(ct) is [var first, ..] ? first : null;

    public async Task<NewPasswordResult> SetAsync(Session session, string current, string password, CancellationToken ct)
    {
        var origin = new SignInOrigin(Http.Connection.RemoteIpAddress, device.Read(Http));
        var result = await change.SetAsync(new PasswordOwner(session.User!, session.Id, origin), current, password, ct);
        if (result is NewPasswordResult.Done) device.Remember(Http, session.User!);
        return result;
    }
}
