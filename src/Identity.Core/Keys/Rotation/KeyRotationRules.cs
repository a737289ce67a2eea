using Microsoft.Extensions.Options;

namespace Identity.Core.Keys.Rotation;

internal sealed class KeyRotationRules : IValidateOptions<KeyOptions>
{
    public ValidateOptionsResult Validate(string? name, KeyOptions options)
        => options.Rotation.Interval > options.Rotation.AnnounceLead
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Keys:Rotation:Interval: it must be longer than Keys:Rotation:AnnounceLead, or every key would be announced before the one before it signs. A valid example: 90.00:00:00");
}
