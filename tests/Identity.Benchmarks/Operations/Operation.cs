using Identity.Benchmarks.Servers;

namespace Identity.Benchmarks.Operations;

/// <summary>Something that clients do all day.</summary>
/// <param name="Name">In the table and on the command line.</param>
/// <param name="Goal">How many times the server time of the plain server ours is to be worth.</param>
/// <param name="PlainStatements">How many statements the plain server runs for it; with another number it is not the plain set-up.</param>
/// <param name="PrepareAsync">Gets one worker ready, and returns what it does again and again.</param>
internal sealed record Operation(string Name, double Goal, int PlainStatements, Func<MeasuredServer, int, Task<Func<Task>>> PrepareAsync)
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        new("client_credentials", 10, 3, (server, _) => Task.FromResult(() => server.ServiceTokenAsync())),
        new("introspection", 8, 2, async (server, worker) =>
        {
            var token = (await server.SignedInAsync(worker)).AccessToken;
            return () => server.IntrospectAsync(token);
        }),
        new("discovery", 3, 0, (server, _) => Task.FromResult(() => server.GetAsync("/.well-known/openid-configuration"))),
        new("jwks", 3, 0, (server, _) => Task.FromResult(() => server.GetAsync("/.well-known/jwks"))),
        new("userinfo", 2.5, 2, async (server, worker) =>
        {
            var token = (await server.SignedInAsync(worker)).AccessToken;
            return () => server.UserInfoAsync(token);
        }),
        new("refresh", 3.5, 8, async (server, worker) =>
        {
            var token = (await server.SignedInAsync(worker, offline: true)).RefreshToken!;
            return async () => token = (await server.RefreshAsync(token)).RefreshToken!;
        }),
        new("code", 3, 15, async (server, worker) =>
        {
            var cookie = await server.SignInAsync(worker, await server.FormAsync());
            return async () => await server.CodeFlowAsync(cookie, offline: true);
        }),
        new("signin", 2, 0, async (server, worker) =>
        {
            var form = await server.FormAsync();
            return async () => await server.SignInAsync(worker, form);
        }),
    ];
}
