using Identity.Benchmarks.Machine;

namespace Identity.Benchmarks.Servers;

/// <summary>OpenIddict as its documentation sets it up.</summary>
internal static class PlainServer
{
    public const string Name = "plain";

    public static async Task<ServerKind> PrepareAsync(Machine.Database database)
    {
        var connection = await database.CreateAsync("benchmark_plain");
        var url = new Uri($"http://127.0.0.1:{MeasuredServer.FreePort()}");
        return new(Name, url, Directory.CreateTempSubdirectory("identity-benchmark-").FullName, "benchmark_plain", connection,
        [
            SourceTree.Program("tests/Identity.Benchmarks.Plain", "Identity.Benchmarks.Plain"), "--urls", url.OriginalString, "--Database", connection,
            "--ClientId", ServerKind.ClientId, "--ClientSecret", ServerKind.ClientSecret, "--RedirectUri", ServerKind.RedirectUri,
            "--Password", ServerKind.Password, "--People", $"{ServerKind.People}",
        ]);
    }
}
