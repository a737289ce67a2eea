namespace Identity.Core.Resources;

/// <summary>The product's own APIs.</summary>
public static class BuiltInResources
{
    public const string Account = "urn:identity:account";
    public const string Admin = "urn:identity:admin";

    public static IReadOnlyList<(string Identifier, string DisplayName)> List { get; } =
    [
        (Account, "Account API"),
        (Admin, "Admin API"),
    ];
}
