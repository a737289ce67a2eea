using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Site;

public sealed class LanguageTests(TestServer server)
{
    [Fact]
    public async Task The_language_that_an_app_asks_for_holds_for_all_of_its_pages()
    {
        var app = await server.CreateClientAsync(new { first_party = false });
        using var browser = server.NewBrowser();

        var signIn = await browser.OpenAsync(app.Request().With("ui_locales", "se de-AT en").Address);
        var consent = await browser.SignInAsync(await server.CreateUserAsync(), signIn);

        Assert.Equal(("de", "Anmelden"), (Language(signIn), signIn.Title));
        Assert.Equal(("de", "consent"), (Language(consent), consent.PageName));
    }

    [Fact]
    public async Task What_a_person_picks_wins_over_what_the_app_asked_for()
    {
        using var browser = server.NewBrowser();
        var page = await browser.OpenAsync((await server.CreateClientAsync()).Request().With("ui_locales", "de").Address);

        var picked = await PickAsync(browser, page, "en");

        Assert.Equal(("en", "signin"), (Language(picked), picked.PageName));
        Assert.Contains("flow=", picked.Address.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Picking_a_language_on_an_error_page_shows_the_error_again()
    {
        using var browser = server.NewBrowser();
        var page = await browser.OpenAsync((await server.CreateClientAsync()).Request().With("redirect_uri", "https://elsewhere.example/").Address);

        var picked = await PickAsync(browser, page, "de");

        Assert.Equal(("de", "Die App hat eine Adresse geschickt, die wir nicht kennen"), (Language(picked), picked.Title));
    }

    private static Task<Answer> PickAsync(WebBrowser browser, Answer page, string language)
    {
        var form = page.Page.QuerySelector("form.language")!;
        string Value(string name) => form.QuerySelector($"[name={name}]")!.GetAttribute("value")!;
        return FollowAsync();

        async Task<Answer> FollowAsync() => await browser.FollowAsync(await browser.PostAsync(
            form.GetAttribute("action")!, ("language", language), ("back", Value("back")), ("__RequestVerificationToken", Value("__RequestVerificationToken"))));
    }

    private static string? Language(Answer answer) => answer.Page.DocumentElement.GetAttribute("lang");
}
