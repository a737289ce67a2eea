using System.Net;

namespace Identity.Hosting.Tests;

public sealed class LimitTests(SampleServer server)
{
    [Fact]
    public async Task B132_a_body_that_is_too_large_is_413()
    {
        using var body = new ByteArrayContent(new byte[300 * 1024]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/components") { Content = body };
        request.Headers.ExpectContinue = true;

        using var answer = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task B132_a_form_with_too_many_fields_is_400()
    {
        using var body = new FormUrlEncodedContent(Enumerable.Range(0, 1000).Select(i => KeyValuePair.Create($"f{i}", "x")));

        using var answer = await server.Client.PostAsync("/form", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task B131_headers_that_are_too_large_are_431()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/components");
        request.Headers.Add("X-Long", new string('x', 40 * 1024));

        using var answer = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task B075_an_address_that_is_too_long_is_414()
    {
        using var answer = await server.Client.GetAsync($"/components?scope={new string('x', 20 * 1024)}");

        Assert.Equal(HttpStatusCode.RequestUriTooLong, answer.StatusCode);
    }
}
