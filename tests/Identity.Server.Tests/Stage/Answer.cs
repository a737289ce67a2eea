using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Identity.Server.Tests.Stage;

/// <summary>What came back for one request.</summary>
public sealed class Answer(HttpMethod method, Uri address, HttpStatusCode status, HttpResponseHeaders headers, HttpContentHeaders contentHeaders, string body)
{
    private IHtmlDocument? _page;

    public Uri Address => address;

    public HttpMethod Method => method;

    public int Status => (int)status;

    public HttpResponseHeaders Headers => headers;

    public HttpContentHeaders ContentHeaders => contentHeaders;

    public string Body => body;

    public string? MediaType => contentHeaders.ContentType?.MediaType;

    public bool IsPage => MediaType == "text/html";

    public Uri? Location => headers.Location is null ? null : new Uri(address, headers.Location);

    public IHtmlDocument Page => _page ??= new HtmlParser().ParseDocument(body);

    /// <summary>Which page it is.</summary>
    public string? PageName => IsPage ? Page.Body?.GetAttribute("data-page") : null;

    public string Title => Page.QuerySelector("[data-part=title]")?.TextContent.Trim() ?? "";

    public string Text => Page.Body?.TextContent ?? body;

    /// <summary>The reference that the error page shows.</summary>
    public string? Reference => Page.QuerySelector("[data-copy] code")?.TextContent;

    public JsonObject Json => JsonNode.Parse(body)!.AsObject();

    public string? Error => Recipient is null ? Json["error"]?.GetValue<string>() : Find("error");

    /// <summary>How the browser carries the answer to the app; null when it stays here.</summary>
    public string? ResponseMode => PageName == "form-post" ? "form_post" : Location is null ? null : "query";

    /// <summary>Where the browser carries it, by a redirect or by the form that it sends at once.</summary>
    public string? Recipient => PageName == "form-post" ? Page.QuerySelector("form[method=post]")!.GetAttribute("action") : Location?.GetLeftPart(UriPartial.Path);

    public string Header(string name)
        => headers.TryGetValues(name, out var values) || contentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : "";

    /// <summary>A parameter of the answer that the browser carries to the app.</summary>
    public string this[string name] => Find(name) ?? throw new KeyNotFoundException($"There is no '{name}' in {this}");

    public string? Find(string name) => PageName == "form-post" ? Field(name)
        : Location is null ? null
        : Form.Decode(Location.Query).Where(p => p.Key == name).Select(p => p.Value).SingleOrDefault();

    /// <summary>The value of a hidden field or an input.</summary>
    public string? Field(string name) => (Page.QuerySelector($"[name='{name}']") as IHtmlInputElement)?.Value;

    public override string ToString() => $"{Method} {Address}: {Status} {Location} {PageName} {(IsPage ? Text.Trim() : Body)}";
}
