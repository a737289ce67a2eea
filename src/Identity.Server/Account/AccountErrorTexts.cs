using Identity.Core.Users;
using Identity.Hosting.Localization;
using Microsoft.AspNetCore.Identity;

namespace Identity.Server.Account;

internal static class AccountErrorTexts
{
    /// <summary>What to mend in which field, in the language of the request.</summary>
    public static (string Field, string Text) Describe(this Texts texts, IdentityError error)
        => error is AccountError known
            ? (known.Field, texts[$"account.error.{known.Code}", ("limit", known.Arguments.Count > 0 ? known.Arguments[0] : null)])
            : ("", error.Description);
}
