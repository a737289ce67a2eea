using AngleSharp.Html.Dom;

namespace Identity.Hosting.Tests;

public sealed class FormTests(SampleServer server)
{
    [Fact]
    public async Task A_field_is_wired_to_its_label_and_named_plainly()
    {
        var page = await server.PageAsync("/components");
        var username = page.GetElementById("username")!;

        Assert.Equal("username", username.GetAttribute("name"));
        Assert.Equal("username webauthn", username.GetAttribute("autocomplete"));
        Assert.True(username.HasAttribute("required"));
        Assert.True(username.HasAttribute("autofocus"));
        Assert.Equal("Email or username", page.QuerySelector("label[for=username]")!.TextContent);
        Assert.Equal("true", page.QuerySelector("#remember")!.GetAttribute("value"));
    }

    [Fact]
    public async Task An_error_stands_in_the_summary_and_at_its_field_in_the_order_of_the_form()
    {
        using var client = server.NewClient();
        var page = await SampleServer.PostAsync(client, "/components", ("username", new string('x', 21)), ("password", ""), ("remember", "true"));

        var summary = page.QuerySelector("[role=alert][tabindex='-1']")!;
        Assert.Equal("There is a problem", summary.QuerySelector("h2")!.TextContent);
        Assert.Equal(["#username: Enter at most 20 characters", "#password: Fill in this field"],
            summary.QuerySelectorAll("a").Select(a => $"{a.GetAttribute("href")}: {a.TextContent}"));
        Assert.Equal("Error: Sign in · Identity", page.Title);

        var username = (IHtmlInputElement)page.GetElementById("username")!;
        Assert.Equal("true", username.GetAttribute("aria-invalid"));
        Assert.Equal("username-error", username.GetAttribute("aria-describedby"));
        Assert.Equal("Error: Enter at most 20 characters", page.GetElementById("username-error")!.TextContent);
        Assert.Equal(new string('x', 21), username.Value);
        Assert.False(username.HasAttribute("autofocus"));
        Assert.True(((IHtmlInputElement)page.GetElementById("remember")!).IsChecked);
    }

    [Fact]
    public async Task A_password_is_never_sent_back()
    {
        using var client = server.NewClient();
        var page = await SampleServer.PostAsync(client, "/components", ("username", "reject"), ("password", "correct horse"));

        Assert.Equal("Check your email and password, then try again", page.QuerySelector("[data-errors] li")!.TextContent);
        Assert.DoesNotContain("correct horse", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_of_several_words_and_of_other_types_bind_by_their_plain_names()
    {
        using var client = server.NewClient();
        var page = await SampleServer.PostAsync(client, "/components", ("username", "ada"), ("password", "x"), ("new_password", "abc"), ("age", "old"));

        var messages = page.QuerySelectorAll("[data-errors] li").Select(li => li.TextContent).ToList();
        Assert.Equal(["Enter at least 4 characters", "Check this value and enter it again"], messages);
    }

    [Fact]
    public async Task B012_text_of_others_is_encoded_everywhere()
    {
        var page = await server.PageAsync("/gallery");

        Assert.Empty(page.QuerySelectorAll("script:not([src]), [onload]"));
        Assert.Contains("<script>alert(1)</script>", page.QuerySelector("label[for=email]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("img[src^='//']"));
        Assert.Equal("AL", page.QuerySelector(".avatar")!.TextContent);
        Assert.Single(page.QuerySelectorAll("bdi"));
    }

    [Theory]
    [InlineData(true, "CookiesMissing = True")]
    [InlineData(false, "CookiesMissing = False")]
    public async Task B065_a_form_without_its_token_gets_the_error_page_that_knows_why(bool withoutCookie, string expected)
    {
        using var client = server.NewClient();
        if (!withoutCookie) await client.GetStringAsync("/components");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/components") { Content = new FormUrlEncodedContent([new("username", "ada")]) };
        request.Headers.Accept.ParseAdd("text/html");

        using var answer = await client.SendAsync(request);
        var page = SampleServer.Parse(await answer.Content.ReadAsStringAsync());

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains(expected, page.GetElementById("expired")!.TextContent, StringComparison.Ordinal);
    }
}
