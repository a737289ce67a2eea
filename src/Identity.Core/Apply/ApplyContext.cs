using Identity.Core.Audit;
using Identity.Core.Data;

namespace Identity.Core.Apply;

/// <summary>What the sections of one run share.</summary>
internal sealed record ApplyContext(IdentityDb Db, AuditLog Audit, DateTime Now)
{
    public Problems Problems { get; } = new();

    /// <summary>Names that will exist once the file is applied.</summary>
    public KnownNames Scopes { get; } = new(StringComparer.Ordinal);
    public KnownNames Resources { get; } = new(StringComparer.Ordinal);
    public KnownNames Clients { get; } = new(StringComparer.Ordinal);
    public KnownNames Roles { get; } = new(StringComparer.OrdinalIgnoreCase);
    public KnownNames Groups { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Permissions that roles can give: the product's, and those of the resources.</summary>
    public KnownNames Permissions { get; } = new(StringComparer.Ordinal);

    /// <summary>Clients that the file has an entry for.</summary>
    public HashSet<string> ClientsOfFile { get; } = [];

    /// <summary>The scope that will name a resource, by resource.</summary>
    public Dictionary<string, string> ResourceUses { get; } = [];

    /// <summary>Ids by the key that names are compared by; grows while new rows are made.</summary>
    public Dictionary<string, Guid> RoleIds { get; } = [];
    public Dictionary<string, Guid> GroupIds { get; } = [];
}
