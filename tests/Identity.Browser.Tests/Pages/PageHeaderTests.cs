using Identity.Browser.Tests.Journeys;
using Microsoft.Playwright;

namespace Identity.Browser.Tests.Pages;

[Collection(nameof(PageStage))]
public sealed class PageHeaderTests(BrowserTestStage browsers, PageStage stage)
{
    [Fact]
    public Task An_app_that_opened_a_window_keeps_it_until_the_answer()
        => browsers.Browser.WalkAsync(async page =>
        {
            List<IResponse> answers = [];
            page.Response += (_, answer) => { if (answer.Request.IsNavigationRequest && answer.Url.StartsWith(stage.Product.Url.ToString(), StringComparison.Ordinal)) answers.Add(answer); };
            var visit = new Visit(stage, page);
            await visit.AuthorizeAsync("own");
            Assert.Equal("own", await page.Locator("body").GetAttributeAsync("data-client"));

            await page.SignInAsync(Person.Random());
            await page.GetByRole(AriaRole.Alert).WaitForAsync();
            Assert.Equal("own", await page.Locator("body").GetAttributeAsync("data-client"));
            await visit.SignInAsync(stage.Ada);
            await page.ArriveAtAsync(Visit.RedirectUri);

            // Redirects too: each one alone would part the window from its opener.
            Assert.True(answers.Count >= 5, $"Only {answers.Count} answers were seen.");
            foreach (var answer in answers) Assert.Equal("unsafe-none", await answer.HeaderValueAsync("cross-origin-opener-policy"));
        });

    [Fact]
    public Task A_page_outside_of_a_request_has_no_app_and_no_opener()
        => browsers.Browser.WalkAsync(async page =>
        {
            var answer = await new Visit(stage, page).OpenAsync("/signin");

            Assert.Equal("same-origin", await answer!.HeaderValueAsync("cross-origin-opener-policy"));
            Assert.Equal("", await page.Locator("body").GetAttributeAsync("data-client"));
        });

    [Theory]
    [InlineData("signin", 200)]
    [InlineData("signin-empty", 422)]
    [InlineData("signin-rejected", 422)]
    [InlineData("signin-too-many", 429)]
    [InlineData("setup-errors", 422)]
    [InlineData("setup-closed", 410)]
    [InlineData("error-404", 404)]
    [InlineData("error-form", 400)]
    public Task A_page_answers_with_the_status_that_programs_expect(string name, int status)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                var last = 0;
                page.Response += (_, answer) => { if (answer.Request.IsNavigationRequest) last = answer.Status; };
                await PageStates.OpenAsync(name, new Visit(stage, page));
                await page.ReadAsync();
                Assert.Equal(status, last);
            },
            name: $"status-{name}");

    [Fact]
    public Task Set_up_says_when_it_was_reached_by_another_host_than_people_will_use()
        => browsers.Browser.WalkAsync(async page =>
        {
            var visit = new Visit(stage, page);
            await PageStates.OpenAsync("setup", visit);
            Assert.Equal(0, await page.GetByText("You came here by").CountAsync());

            await PageStates.OpenAsync("setup-elsewhere", visit);
            Assert.Contains($"127.0.0.1:{stage.Product.Url.Port}", await page.GetByText("You came here by").InnerTextAsync(), StringComparison.Ordinal);
        });
}
