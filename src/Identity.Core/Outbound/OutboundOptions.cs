using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace Identity.Core.Outbound;

/// <summary>Section <c>Outbound</c>: calls to servers that applications named.</summary>
public sealed class OutboundOptions
{
    public const string Section = "Outbound";

    /// <summary>Networks that may be called although they are not public, over plain http too.</summary>
    public List<string> AllowedNetworks { get; set; } = [];

    /// <summary>How long a call may take, from the look-up of the name to the last byte.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes of a body, after it has been decompressed.</summary>
    [Range(1024, 10 * 1024 * 1024)]
    public int MaximumResponseSize { get; set; } = 64 * 1024;
}

internal sealed class OutboundRules : IValidateOptions<OutboundOptions>
{
    public ValidateOptionsResult Validate(string? name, OutboundOptions options)
        => options.AllowedNetworks.Find(text => !IPNetwork.TryParse(text, out _)) is { } wrong
            ? ValidateOptionsResult.Fail($"Outbound:AllowedNetworks: '{wrong}' is not a network. Valid examples: 10.1.0.0/16, 10.1.2.3/32, fd00::/8")
            : ValidateOptionsResult.Success;
}
