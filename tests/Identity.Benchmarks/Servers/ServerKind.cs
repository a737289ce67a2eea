namespace Identity.Benchmarks.Servers;

/// <summary>How to start one of the two servers.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Url">Where it listens.</param>
/// <param name="Directory">Where it works.</param>
/// <param name="Database">The name of its database.</param>
/// <param name="ConnectionString">How to reach that.</param>
/// <param name="Command">Program and arguments.</param>
internal sealed record ServerKind(string Name, Uri Url, string Directory, string Database, string ConnectionString, string[] Command)
{
    public const string ClientId = "benchmark";
    public const string ClientSecret = "bN3kT9xQ2mV7rL5wZ8cF4hJ6pS1dG0aYuE";
    public const string RedirectUri = "https://app.example.com/callback";
    public const string Password = "Copper-Lantern-93-Meadow";
    public const int People = 16;

    public bool IsOurs => Name == OurServer.Name;
}
