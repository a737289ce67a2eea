namespace Identity.Hosting.Roles;

/// <summary>A part of the product that listens on its own port and can be scaled by itself.</summary>
/// <param name="Name">The word used on the command line, as in <c>--roles admin-api</c>.</param>
/// <param name="Section">The configuration section that holds the role's addresses.</param>
/// <param name="DefaultUrl">Where the role listens when nothing is configured.</param>
public sealed record RoleName(string Name, string Section, string DefaultUrl)
{
    public static readonly RoleName Server = new("server", "Server", "http://localhost:5000");
    public static readonly RoleName AdminApi = new("admin-api", "AdminApi", "http://localhost:5001");
    public static readonly RoleName Console = new("console", "Console", "http://localhost:5002");
    public static readonly RoleName Worker = new("worker", "Worker", "http://localhost:5003");

    /// <summary>All roles in the order in which they start.</summary>
    public static IReadOnlyList<RoleName> All { get; } = [Server, AdminApi, Console, Worker];

    public override string ToString() => Name;
}
