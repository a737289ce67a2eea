using Microsoft.AspNetCore.Http.Extensions;

namespace Identity.Server.Account.SignIn;

/// <summary>The ways to sign in lead to each other, and none of them may lose the app that waits.</summary>
internal static class SignInAddresses
{
    public static string Of(string path, string? flow, bool addAccount)
    {
        var query = new QueryBuilder();
        if (flow is not null) query.Add("flow", flow);
        if (addAccount) query.Add("add", "true");
        return path + query.ToQueryString();
    }
}
