using Identity.Browser.Tests.Journeys;

namespace Identity.Browser.Tests.Pages;

/// <summary>Every page of the Server role in every state, by name, with the way that leads there.</summary>
internal static class PageStates
{
    private static readonly string UnknownFlow = new('A', 43);

    private static readonly Dictionary<string, Func<Visit, Task>> All = new()
    {
        ["signin"] = v => v.OpenAsync("/signin"),
        ["signin-app"] = v => v.AuthorizeAsync(),
        ["signin-empty"] = async v => { await v.OpenAsync("/signin"); await v.PressAsync("Continue"); },
        ["signin-rejected"] = async v => { await v.AuthorizeAsync(); await v.Page.SignInAsync(Person.Random()); },
        ["signin-too-many"] = TooManyTriesAsync,
        ["signin-disabled"] = async v => { await v.OpenAsync("/signin"); await v.Page.SignInAsync(v.Stage.Disabled); },
        ["signin-link"] = v => v.OpenAsync("/signin/link"),
        ["signin-link-app"] = async v => { await v.AuthorizeAsync(parameters: ("login_hint", "ada@example.com")); await v.Page.Link("Email me a sign-in link").ClickAsync(); },
        ["signin-link-empty"] = async v => { await v.OpenAsync("/signin/link"); await v.PressAsync("Email me a link"); },
        ["signin-link-code"] = v => v.AskForLinkAsync(Person.Random()),
        ["signin-link-code-rejected"] = async v => { await v.AskForLinkAsync(Person.Random()); await v.Page.Field("Code").FillAsync("12345"); await v.PressAsync("Continue"); },
        ["signin-link-code-wait"] = async v => { await v.AskForLinkAsync(Person.Random()); await v.PressAsync("Send again"); },
        ["signin-link-open"] = async v => await v.Page.GotoAsync(await SignInLinkAsync(v)),
        ["signin-link-elsewhere"] = async v => { var link = await SignInLinkAsync(v); await v.Page.Context.ClearCookiesAsync(); await v.Page.GotoAsync(link); },
        ["signin-link-expired"] = v => v.OpenAsync($"/signin/link/{UnknownFlow}"),
        ["signin-phone"] = v => v.OpenAsync("/signin/phone"),
        ["signin-phone-app"] = async v => { await v.AuthorizeAsync(); await v.Page.Link("Text me a sign-in code").ClickAsync(); },
        ["signin-phone-rejected"] = async v => { await v.OpenAsync("/signin/phone"); await v.Page.AskForCodeAsync("01512 3456789"); },
        ["signin-phone-code"] = v => v.AskForCodeAsync(Phoning.NewNumber()),
        ["signin-phone-code-rejected"] = async v => { await v.AskForCodeAsync(Phoning.NewNumber()); await v.Page.Field("Code").FillAsync("12345"); await v.PressAsync("Continue"); },
        ["signin-phone-code-wait"] = async v => { await v.AskForCodeAsync(Phoning.NewNumber()); await v.PressAsync("Send again"); },
        ["profile"] = async v => { await v.SignInAsync(v.Stage.Ada); await v.OpenAsync("/account/profile"); await v.Page.GetByText("More about you").ClickAsync(); await v.Page.GetByText("Username", new() { Exact = true }).ClickAsync(); },
        ["profile-saved"] = async v => { await v.SignInAsync(v.Stage.Ada); await v.OpenAsync("/account/profile"); await v.PressAsync("Save"); await v.Page.ArriveAtAsync(v.Stage.Product.Url + "account/profile?saved=profile"); },
        ["profile-rejected"] = async v =>
        {
            await v.SignInAsync(v.Stage.Ada);
            await v.OpenAsync("/account/profile");
            await v.Page.GetByText("More about you").ClickAsync();
            await v.Page.Field("Date of birth").FillAsync("10.12.1815");
            await v.PressAsync("Save");
        },
        ["profile-username-rejected"] = async v =>
        {
            await v.SignInAsync(v.Stage.Ada);
            await v.OpenAsync("/account/profile");
            await v.Page.GetByText("Username", new() { Exact = true }).ClickAsync();
            await v.Page.Field("Username (optional)").FillAsync("admin");
            await v.Page.Field("Current password").FillAsync(v.Stage.Ada.Password);
            await v.PressAsync("Change username");
        },
        ["signup"] = v => v.OpenAsync("/signup"),
        ["signup-app"] = v => v.AuthorizeAsync(parameters: ("prompt", "create")),
        ["signup-empty"] = async v => { await v.OpenAsync("/signup"); await v.PressAsync("Create account"); },
        ["signup-rejected"] = async v => { await v.OpenAsync("/signup"); await v.Page.SignUpAsync(new("", "ada@@example.com", "password")); },
        ["signup-verify"] = v => v.SignUpAsync(),
        ["signup-verify-rejected"] = async v => { await v.SignUpAsync(); await v.Page.Field("Code").FillAsync("12345"); await v.PressAsync("Verify"); },
        ["signup-verify-wait"] = async v => { await v.SignUpAsync(); await v.PressAsync("Send again"); },
        ["signup-verify-change"] = async v =>
        {
            await v.SignUpAsync();
            await v.Page.GetByText("Change email").ClickAsync();
            await v.Page.Field("Your email").FillAsync("ada@@example.com");
            await v.PressAsync("Send there");
        },
        ["verify-email"] = async v => await v.Page.GotoAsync(Mails.LinkIn(await v.Stage.Product.MailToAsync(await v.SignUpAsync()))),
        ["verify-email-elsewhere"] = async v =>
        {
            var link = Mails.LinkIn(await v.Stage.Product.MailToAsync(await v.SignUpAsync()));
            await v.Page.Context.ClearCookiesAsync();
            await v.Page.GotoAsync(link);
        },
        ["verify-email-done"] = async v =>
        {
            var link = Mails.LinkIn(await v.Stage.Product.MailToAsync(await v.SignUpAsync()));
            await v.Page.GotoAsync(link);
            await v.PressAsync("Confirm email");
            await v.Page.LeaveAsync("/verify-email");
            await v.Page.GotoAsync(link);
        },
        ["verify-email-expired"] = v => v.OpenAsync($"/verify-email/{UnknownFlow}"),
        ["invite"] = v => v.OpenInvitationAsync(),
        ["invite-app"] = v => v.OpenInvitationAsync("--client", "long", "--name", "Ada Lovelace"),
        ["invite-empty"] = async v => { await v.OpenInvitationAsync(); await v.PressAsync("Join Identity"); },
        ["invite-other"] = async v => { await v.SignInAsync(v.Stage.Grace); await v.OpenInvitationAsync(); },
        ["invite-exists"] = async v =>
        {
            var (email, link) = await v.OpenInvitationAsync();
            await v.Stage.Product.ApplyAsync($$"""{"users":[{"username":"{{email.Split('@')[0]}}","email":"{{email}}","email_verified":true}]}""");
            await v.Page.GotoAsync(link);
        },
        ["invite-expired"] = v => v.OpenAsync($"/invite/{UnknownFlow}"),
        ["forgot"] = v => v.OpenAsync("/forgot"),
        ["forgot-app"] = async v => { await v.AuthorizeAsync(parameters: ("login_hint", "ada@example.com")); await v.Page.Link("Forgot your password?").ClickAsync(); },
        ["forgot-empty"] = async v => { await v.OpenAsync("/forgot"); await v.PressAsync("Send reset link"); },
        ["forgot-verify"] = v => v.ForgetAsync(Person.Random()),
        ["forgot-verify-rejected"] = async v => { await v.ForgetAsync(Person.Random()); await v.Page.Field("Code").FillAsync("12345"); await v.PressAsync("Continue"); },
        ["forgot-verify-wait"] = async v => { await v.ForgetAsync(Person.Random()); await v.PressAsync("Send again"); },
        ["reset"] = async v => await v.Page.GotoAsync(await ResetLinkAsync(v)),
        ["reset-rejected"] = async v => { await v.Page.GotoAsync(await ResetLinkAsync(v)); await v.Page.Field("New password").FillAsync("password"); await v.PressAsync("Save new password"); },
        ["reset-elsewhere"] = async v => { var link = await ResetLinkAsync(v); await v.Page.Context.ClearCookiesAsync(); await v.Page.GotoAsync(link); },
        ["reset-expired"] = v => v.OpenAsync($"/reset/{UnknownFlow}"),
        ["reset-done"] = async v =>
        {
            await v.Page.GotoAsync(await ResetLinkAsync(v));
            await v.Page.Field("New password").FillAsync("quite another password");
            await v.PressAsync("Save new password");
            await v.Page.ArriveAtAsync(v.Stage.Product.Url + "reset/done");
        },
        ["password"] = async v => { await v.SignInAsync(v.Stage.Ada); await v.OpenAsync("/account/password"); },
        ["password-empty"] = async v => { await v.SignInAsync(v.Stage.Ada); await v.OpenAsync("/account/password"); await v.PressAsync("Save new password"); },
        ["password-rejected"] = async v =>
        {
            await v.SignInAsync(v.Stage.Grace);
            await v.OpenAsync("/account/password");
            await v.Page.ChangePasswordAsync("not the current password", "quite another password");
        },
        ["password-changed"] = async v =>
        {
            var person = await Person.CreateAsync(v.Stage.Product);
            await v.SignInAsync(person);
            await v.OpenAsync("/account/password");
            await v.Page.ChangePasswordAsync(person.Password, "quite another password");
            await v.Page.ArriveAtAsync(v.Stage.Product.Url + "account/password?changed");
        },
        ["email"] = async v => { await v.SignInAsync(v.Stage.Ada); await v.OpenAsync("/account/email"); },
        ["email-empty"] = async v => { await v.SignInAsync(v.Stage.Ada); await v.OpenAsync("/account/email"); await v.PressAsync("Send code"); },
        ["email-rejected"] = async v =>
        {
            await v.SignInAsync(v.Stage.Ada);
            await v.OpenAsync("/account/email");
            await v.Page.AskForEmailAsync(v.Stage.Ada with { Password = "not the current password" }, "ada@another.example.com");
        },
        ["email-verify"] = async v => await v.AskForEmailAsync(await Person.CreateAsync(v.Stage.Product)),
        ["email-verify-rejected"] = async v =>
        {
            await v.AskForEmailAsync(await Person.CreateAsync(v.Stage.Product));
            await v.Page.Field("Code").FillAsync("12345");
            await v.PressAsync("Change email");
        },
        ["email-changed"] = async v => await v.ChangeEmailAsync(await Person.CreateAsync(v.Stage.Product)),
        ["email-link"] = async v => await v.Page.GotoAsync(Mails.LinkIn(await v.Stage.Product.MailToAsync(await v.AskForEmailAsync(await Person.CreateAsync(v.Stage.Product))))),
        ["email-link-elsewhere"] = async v =>
        {
            var link = Mails.LinkIn(await v.Stage.Product.MailToAsync(await v.AskForEmailAsync(await Person.CreateAsync(v.Stage.Product))));
            await v.Page.Context.ClearCookiesAsync();
            await v.Page.GotoAsync(link);
        },
        ["email-link-expired"] = v => v.OpenAsync($"/account/email/{UnknownFlow}"),
        ["email-stale"] = async v =>
        {
            var person = await Person.CreateAsync(v.Stage.Product);
            await v.SignInAsync(person);
            v.Stage.Change($"UPDATE Users SET PasswordHash = NULL WHERE UserName = '{person.Username}'");
            v.Stage.Change($"UPDATE Sessions SET AuthenticatedAt = '2000-01-01 00:00:00' WHERE UserId = (SELECT Id FROM Users WHERE UserName = '{person.Username}')");
            await v.OpenAsync("/account/email");
        },
        ["phone"] = async v => { await v.SignInAsync(v.Stage.Ada); await v.OpenAsync("/account/phone"); },
        ["phone-empty"] = async v => { await v.SignInAsync(v.Stage.Ada); await v.OpenAsync("/account/phone"); await v.PressAsync("Send code"); },
        ["phone-rejected"] = async v =>
        {
            await v.SignInAsync(v.Stage.Grace);
            await v.OpenAsync("/account/phone");
            await v.Page.AskForNumberAsync(v.Stage.Grace, "+49 30 123456");
        },
        ["phone-verify"] = async v => await v.AskForNumberAsync(await Person.CreateAsync(v.Stage.Product)),
        ["phone-verify-rejected"] = async v =>
        {
            await v.AskForNumberAsync(await Person.CreateAsync(v.Stage.Product));
            await v.Page.Field("Code").FillAsync("12345");
            await v.PressAsync("Confirm phone number");
        },
        ["phone-verify-wait"] = async v => { await v.AskForNumberAsync(await Person.CreateAsync(v.Stage.Product)); await v.PressAsync("Send again"); },
        ["phone-changed"] = async v => await v.SetNumberAsync(await Person.CreateAsync(v.Stage.Product)),
        ["phone-unproved"] = async v =>
        {
            var person = await Person.CreateAsync(v.Stage.Product);
            v.Stage.Change($"UPDATE Users SET PhoneNumber = '+4915123456789' WHERE UserName = '{person.Username}'");
            await v.SignInAsync(person);
            await v.OpenAsync("/account/phone");
        },
        ["phone-removed"] = async v =>
        {
            var person = await Person.CreateAsync(v.Stage.Product);
            await v.SetNumberAsync(person);
            await v.Page.Field("Current password").FillAsync(person.Password);
            await v.PressAsync("Remove phone number");
            await v.Page.GetByText("Your phone number is removed.").WaitForAsync();
        },
        ["phone-stale"] = async v =>
        {
            var person = await Person.CreateAsync(v.Stage.Product);
            await v.SignInAsync(person);
            v.Stage.Change($"UPDATE Users SET PasswordHash = NULL WHERE UserName = '{person.Username}'");
            v.Stage.Change($"UPDATE Sessions SET AuthenticatedAt = '2000-01-01 00:00:00' WHERE UserId = (SELECT Id FROM Users WHERE UserName = '{person.Username}')");
            await v.OpenAsync("/account/phone");
        },
        ["not-me-phone"] = async v =>
        {
            var person = await Person.CreateAsync(v.Stage.Product);
            await v.SetNumberAsync(person);
            await v.Page.GotoAsync(Mails.LinkIn(await v.Stage.Product.MailToAsync(person.Email)));
        },
        ["not-me"] = async v => await v.Page.GotoAsync(await NotMeLinkAsync(v)),
        ["not-me-secured"] = async v => { await v.Page.GotoAsync(await NotMeLinkAsync(v)); await v.PressAsync("Secure my account"); await v.Page.LeaveAsync("/not-me"); },
        ["not-me-expired"] = v => v.OpenAsync($"/not-me/{UnknownFlow}"),
        ["mailbox"] = async v => { await v.Stage.Product.MailToAsync(await v.SignUpAsync()); await v.Page.GotoAsync(v.Stage.Product.Mailbox.ToString()); },
        ["setup"] = v => v.OpenAsync(v.Stage.Product.SetUpLink.PathAndQuery),
        ["setup-elsewhere"] = v => v.Page.GotoAsync(v.Stage.Product.SetUpLink.ToString().Replace("localhost", "127.0.0.1", StringComparison.Ordinal)),
        ["setup-empty"] = async v => { await v.OpenAsync(v.Stage.Product.SetUpLink.PathAndQuery); await v.PressAsync("Create admin"); },
        ["setup-errors"] = MistakenSetUpAsync,
        ["setup-closed"] = v => v.OpenAsync("/setup/some-link-that-was-used"),
        ["home"] = async v => { await v.SignInAsync(v.Stage.Ada); await v.SignInAsync(v.Stage.Grace); },
        ["home-setup"] = v => v.OpenAsync("/"),
        ["accounts"] = async v => { await v.SignInAsync(v.Stage.Ada); await v.SignInAsync(v.Stage.Grace); await v.AuthorizeAsync(parameters: ("prompt", "select_account")); },
        ["accounts-signed-out"] = SignedOutAccountAsync,
        ["accounts-empty"] = v => v.OpenAsync("/accounts"),
        ["consent"] = async v => { await v.AuthorizeAsync(scope: "openid profile email phone address offline_access roles groups notes"); await v.SignInAsync(v.Stage.Ada); },
        ["consent-nothing"] = async v => { await v.AuthorizeAsync(); await v.SignInAsync(v.Stage.Ada); },
        ["consent-long-name"] = async v => { await v.AuthorizeAsync("long", "openid email"); await v.SignInAsync(v.Stage.Grace); },
        ["consent-new"] = NewScopesAsync,
        ["apps"] = async v => { await AllowAsync(v); await v.OpenAsync("/account/apps"); },
        ["apps-remove"] = async v => { await AllowAsync(v); await v.OpenAsync("/account/apps?remove=notes"); },
        ["apps-none"] = async v => { await v.SignInAsync(v.Stage.Alan); await v.OpenAsync("/account/apps"); },
        ["reference"] = v => v.OpenAsync("/reference"),
        ["reference-open"] = async v => { await v.OpenAsync("/reference"); await v.Page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)"); },
        ["device"] = v => v.OpenAsync("/device"),
        ["device-link"] = async v => await v.OpenAsync($"/device?user_code={await v.AskAsync("tv")}"),
        ["device-empty"] = async v => { await v.OpenAsync("/device"); await v.PressAsync("Continue"); },
        ["device-rejected"] = async v => { await v.OpenAsync("/device"); await v.EnterAsync("BCDF-GHJK"); },
        ["device-too-many"] = TooManyCodesAsync,
        ["device-ended"] = v => v.OpenAsync("/device?ended=true"),
        ["device-confirm"] = async v => { await v.SignInAsync(v.Stage.Ada); await v.ConfirmAsync("tv"); },
        ["device-confirm-own"] = async v => { await v.SignInAsync(v.Stage.Grace); await v.ConfirmAsync("own-tv"); },
        ["device-done"] = async v => { await v.SignInAsync(v.Stage.Ada); await v.ConfirmAsync("own-tv"); await v.PressAsync("Allow"); await v.Page.ArriveAtAsync(v.Stage.Product.Url + "device/done"); },
        ["device-refused"] = async v => { await v.SignInAsync(v.Stage.Ada); await v.ConfirmAsync("tv"); await v.PressAsync("Not me"); await v.Page.ArriveAtAsync(v.Stage.Product.Url + "device/done"); },
        ["signout"] = async v => { await v.SignInAsync(v.Stage.Ada); await v.OpenAsync("/signout"); },
        ["signout-several"] = async v => { await v.SignInAsync(v.Stage.Ada); await v.SignInAsync(v.Stage.Grace); await v.OpenAsync("/signout"); },
        ["signout-app"] = async v => { await v.SignInAsync(v.Stage.Ada); await v.OpenAsync("/connect/endsession?client_id=notes"); },
        ["signedout"] = async v => { await v.SignInAsync(v.Stage.Ada); await v.OpenAsync("/signout"); await v.PressAsync("Sign out"); },
        ["signedout-told"] = async v =>
        {
            await v.AuthorizeAsync("told");
            await v.SignInAsync(v.Stage.Ada);
            await v.Page.ArriveAtAsync(Visit.RedirectUri);
            await v.OpenAsync("/signout");
            await v.PressAsync("Sign out");
            await v.Page.LeaveAsync("/signout");
        },
        ["signedout-app"] = v => v.OpenAsync("/connect/endsession?client_id=notes"),
        ["error-413"] = async v => { await v.OpenAsync("/signin"); await v.Page.Field("Password").FillAsync(new string('x', 300_000)); await v.PressAsync("Continue"); },
        ["error-404"] = v => v.OpenAsync("/nowhere"),
        ["error-500"] = BrokenFlowAsync,
        ["error-client"] = v => v.AuthorizeAsync("nobody"),
        ["error-redirect"] = v => v.AuthorizeAsync(parameters: ("redirect_uri", "https://elsewhere.example/")),
        ["error-pkce"] = v => v.AuthorizeAsync(parameters: [("code_challenge", ""), ("code_challenge_method", "")]),
        ["error-signout"] = v => v.OpenAsync("/connect/endsession?client_id=notes&post_logout_redirect_uri=https://elsewhere.example/"),
        ["error-flow-expired"] = async v => { await v.AuthorizeAsync(); v.Stage.Change("UPDATE Flows SET ExpiresAt = '2000-01-01 00:00:00'"); await v.Page.ReloadAsync(); },
        ["error-flow-done"] = FinishedFlowAsync,
        ["error-flow-unknown"] = v => v.OpenAsync($"/signin?flow={UnknownFlow}"),
        ["error-form"] = async v => { await v.OpenAsync("/signin"); await v.Page.EvaluateAsync("document.forms[0].__RequestVerificationToken.value = 'old'"); await v.PressAsync("Continue"); },
        ["error-cookies"] = async v => { await v.OpenAsync("/signin"); await v.Page.Context.ClearCookiesAsync(); await v.PressAsync("Continue"); },
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static Task OpenAsync(string name, Visit visit) => All[name](visit);

    private static async Task AllowAsync(Visit visit)
    {
        await visit.AuthorizeAsync(scope: "openid profile email offline_access notes", parameters: ("prompt", "consent"));
        await visit.SignInAsync(visit.Stage.Grace);
        await visit.PressAsync("Allow");
        await visit.Page.ArriveAtAsync(Visit.RedirectUri);
    }

    private static async Task<string> ResetLinkAsync(Visit visit)
    {
        var person = await Person.CreateAsync(visit.Stage.Product);
        await visit.ForgetAsync(person);
        return Mails.LinkIn(await visit.Stage.Product.MailToAsync(person.Email));
    }

    private static async Task<string> NotMeLinkAsync(Visit visit)
    {
        var person = await Person.CreateAsync(visit.Stage.Product);
        await visit.ChangeEmailAsync(person);
        return Mails.LinkIn(await visit.Stage.Product.MailToAsync(person.Email));
    }

    private static async Task<string> SignInLinkAsync(Visit visit)
    {
        var person = await Person.CreateAsync(visit.Stage.Product);
        await visit.AskForLinkAsync(person);
        return Mails.LinkIn(await visit.Stage.Product.MailToAsync(person.Email));
    }

    private static async Task TooManyTriesAsync(Visit visit)
    {
        var person = Person.Random();
        await visit.OpenAsync("/signin");
        while (await visit.Page.GetByText("Too many tries").CountAsync() == 0)
        {
            await visit.Page.RunAndWaitForResponseAsync(() => visit.Page.SignInAsync(person), answer => answer.Request.Method == "POST");
            await visit.Page.ReadAsync();
        }
    }

    private static async Task TooManyCodesAsync(Visit visit)
    {
        await visit.SignInAsync(visit.Stage.Kay);
        await visit.OpenAsync("/device");
        while (await visit.Page.GetByText("Too many tries").CountAsync() == 0)
        {
            await visit.Page.RunAndWaitForResponseAsync(() => visit.EnterAsync("BCDF-GHJK"), answer => answer.Request.Method == "POST");
            await visit.Page.ReadAsync();
        }
    }

    private static async Task MistakenSetUpAsync(Visit visit)
    {
        await visit.OpenAsync(visit.Stage.Product.SetUpLink.PathAndQuery);
        await visit.Page.Field("Email").FillAsync("ada@example.com");
        await visit.Page.Field("Password").FillAsync("password");
        await visit.Page.Field("Product name").FillAsync("Acme");
        await visit.PressAsync("Create admin");
    }

    private static async Task SignedOutAccountAsync(Visit visit)
    {
        await visit.SignInAsync(visit.Stage.Kay);
        await visit.SignInAsync(visit.Stage.Ada);
        visit.Stage.Change("UPDATE Sessions SET IdleExpiresAt = '2000-01-01 00:00:00' WHERE UserId = (SELECT Id FROM Users WHERE UserName = 'kay')");
        await visit.OpenAsync("/accounts");
    }

    private static async Task NewScopesAsync(Visit visit)
    {
        await visit.AuthorizeAsync(scope: "openid profile", parameters: ("prompt", "consent"));
        await visit.SignInAsync(visit.Stage.Kay);
        await visit.PressAsync("Allow");
        await visit.Page.ArriveAtAsync(Visit.RedirectUri);
        await visit.AuthorizeAsync(scope: "openid profile email notes");
    }

    private static async Task BrokenFlowAsync(Visit visit)
    {
        await visit.AuthorizeAsync();
        visit.Stage.Change("UPDATE Flows SET Parameters = 'broken' WHERE CreatedAt = (SELECT MAX(CreatedAt) FROM Flows)");
        await visit.Page.ReloadAsync();
    }

    private static async Task FinishedFlowAsync(Visit visit)
    {
        await visit.AuthorizeAsync("own");
        var step = visit.Page.Url;
        await visit.SignInAsync(visit.Stage.Ada);
        await visit.Page.ArriveAtAsync(Visit.RedirectUri);
        await visit.Page.GotoAsync(step);
    }
}
