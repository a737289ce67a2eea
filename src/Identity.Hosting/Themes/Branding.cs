using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Identity.Hosting.Themes;

/// <summary>Section <c>Branding</c>.</summary>
public sealed class BrandingOptions
{
    /// <summary>What people know this service as; in titles, beside the logo and in messages.</summary>
    [Required, StringLength(80, MinimumLength = 1)]
    public string ProductName { get; set; } = "Identity";
}

/// <summary>How the product names itself. A role that keeps the name in the database puts its own in place of this one.</summary>
public class Branding(IOptions<BrandingOptions> options)
{
    public virtual ValueTask<string> ProductNameAsync(CancellationToken ct = default) => ValueTask.FromResult(options.Value.ProductName);
}
