using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Identity.Server.Tests.Account.SignIn;

/// <summary>Carries the cookies of one answer into the next request, as a browser does.</summary>
internal static class Browser
{
    public static SetCookieHeaderValue CookieOf(Action<HttpContext> answer, HttpContext? request = null)
    {
        var http = request ?? new DefaultHttpContext();
        answer(http);
        return SetCookieHeaderValue.Parse(Assert.Single(http.Response.Headers.SetCookie)!);
    }

    public static HttpContext After(Action<HttpContext> answer, HttpContext? request = null)
    {
        var cookie = CookieOf(answer, request);
        return With(cookie.Name.ToString(), cookie.Value.ToString());
    }

    public static HttpContext With(string name, string value)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = $"{name}={value}";
        return http;
    }
}
