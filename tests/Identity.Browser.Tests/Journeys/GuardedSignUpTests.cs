using System.Text.Json;
using Identity.Browser.Tests.Pages;
using Identity.Browser.Tests.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Identity.Browser.Tests.Journeys;

/// <summary>A product with terms of use, in which every sign-up costs work.</summary>
public sealed class GuardedSignUpTests(BrowserTestStage browsers, GuardedSignUpTests.Stage stage) : IClassFixture<GuardedSignUpTests.Stage>
{
    private const string App = "https://app.example/callback";
    private readonly Person _person = Person.Random();

    [Fact]
    public Task A_browser_with_script_works_while_the_person_types()
        => browsers.Browser.WalkAsync(
            async page =>
            {
                var complaints = page.Complaints();
                await OpenAsync(page, "create");
                await LookAsync(page, "signup-terms");
                await page.GetByLabel("I agree to the terms of use").CheckAsync();
                await page.SignUpAsync(_person);
                await EnterCodeAsync(page);

                await page.ArriveAtAsync(App);
                Assert.Contains("code=", page.Url, StringComparison.Ordinal);
                Assert.Empty(complaints);
            },
            name: "guarded-script");

    [Fact]
    public Task Without_script_the_address_is_proved_first()
        => browsers.Browser.WalkAsync(
            async page =>
            {
                await OpenAsync(page, "create");
                await Expect(page.Field("Password")).ToBeHiddenAsync();
                await page.Field("Email").FillAsync(_person.Email);
                await page.GetByLabel("I agree to the terms of use").CheckAsync();
                await page.Button("Create account").ClickAsync();
                await EnterCodeAsync(page);

                await Expect(page.Heading("Choose a password")).ToBeVisibleAsync();
                await page.Field("Password").FillAsync(_person.Password);
                await page.Button("Create account").ClickAsync();

                await page.ArriveAtAsync(App);
                Assert.Contains("code=", page.Url, StringComparison.Ordinal);
            },
            script: false);

    [Fact]
    public Task The_pages_of_both_ways_are_accessible_and_fit()
        => browsers.Browser.WalkAsync(
            async page =>
            {
                // What the work of this page gives is thrown away: it goes the way of those without script.
                await page.RouteAsync("**/signup-work*", route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = "" }));
                await OpenAsync(page, "create");
                await page.Button("Create account").ClickAsync();
                await LookAsync(page, "signup-terms-empty");
                await page.Field("Email").FillAsync(_person.Email);
                await page.GetByLabel("I agree to the terms of use").CheckAsync();
                await page.Button("Create account").ClickAsync();
                await EnterCodeAsync(page);
                await Expect(page.Heading("Choose a password")).ToBeVisibleAsync();
                await LookAsync(page, "signup-finish");
                await page.Button("Create account").ClickAsync();
                await LookAsync(page, "signup-finish-empty");
            },
            name: "guarded-pages");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Somebody_with_an_account_agrees_before_the_app_goes_on(bool script)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                var person = script ? stage.Ada : stage.Grace;
                await OpenAsync(page, "login");
                await page.SignInAsync(person);
                await Expect(page.Heading("Terms of use")).ToBeVisibleAsync();
                if (script) await LookAsync(page, "terms");
                await page.Button("I agree").ClickAsync();

                await page.ArriveAtAsync(App);
                Assert.Contains("code=", page.Url, StringComparison.Ordinal);
            },
            script);

    private async Task EnterCodeAsync(IPage page)
    {
        await Expect(page.Heading("Check your email")).ToBeVisibleAsync();
        await page.Field("Code").FillAsync(Mails.CodeIn(await stage.Product.MailToAsync(_person.Email)));
        await page.Button("Verify").ClickAsync();
    }

    private async Task OpenAsync(IPage page, string prompt)
    {
        await page.RouteAsync("https://app.example/**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<!doctype html><title>App</title><h1>App</h1>" }));
        var request = $"client_id=own&redirect_uri={Uri.EscapeDataString(App)}&response_type=code&scope=openid&state=s&prompt={prompt}"
            + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
        await page.GotoAsync(new Uri(stage.Product.Url, $"/connect/authorize?{request}").ToString());
    }

    private static async Task LookAsync(IPage page, string name)
    {
        await page.CheckMarkupAsync();
        await page.CheckAsync(name, ColorScheme.Light, 1280);
        await page.CheckAsync(name, ColorScheme.Dark, 320);
    }

    public sealed class Stage : IAsyncLifetime
    {
        internal ProductProcess Product { get; private set; } = null!;

        internal Person Ada { get; } = Person.Random();

        internal Person Grace { get; } = Person.Random();

        public async ValueTask InitializeAsync()
        {
            Product = await ProductProcess.StartAsync(("SignUp__Work__FreePerNetwork", "0"), ("Terms__Version", "2026-11"), ("Terms__Url", "https://acme.example/terms"));
            await Product.ApplyAsync(JsonSerializer.Serialize(new
            {
                users = new[] { Ada, Grace }.Select(person => new { username = person.Username, email = person.Email, email_verified = true, name = "Ada Lovelace", password = person.Password }),
                clients = new[]
                {
                    new { client_id = "own", client_name = "Acme Mail", redirect_uris = new[] { App }, scope = "openid profile", token_endpoint_auth_method = "none", first_party = true },
                },
            }));
        }

        public async ValueTask DisposeAsync()
        {
            if (Product is not null) await Product.DisposeAsync();
        }
    }
}
