using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Setup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.App.Tests.Setup;

public sealed class SetupLinkTests : IAsyncLifetime
{
    private readonly Database database = new();

    public ValueTask InitializeAsync() => database.InitializeAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task B144_only_a_hash_of_the_link_is_stored()
    {
        var token = await IssueAsync();

        Assert.NotEqual(token, await database.DbAsync(db => db.SetupLinks.Select(link => link.TokenHash).SingleAsync()));
    }

    [Fact]
    public async Task A_new_link_voids_the_one_before()
    {
        var first = await IssueAsync();
        var second = await IssueAsync();

        Assert.False(await VerifyAsync(first!));
        Assert.True(await VerifyAsync(second!));
        Assert.False(await VerifyAsync(""));
    }

    [Fact]
    public async Task B122_a_used_link_closes_set_up_for_ever()
    {
        var token = await IssueAsync();
        Assert.True(await CompleteAsync(token!));

        Assert.False(await VerifyAsync(token!));
        Assert.False(await CompleteAsync(token!));
        Assert.Null(await IssueAsync());
    }

    [Fact]
    public async Task B092_of_twenty_at_once_one_uses_the_link()
    {
        var token = await IssueAsync();

        var won = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => CompleteAsync(token!))));

        Assert.Equal(1, won.Count(one => one));
        Assert.Equal(1, await database.DbAsync(db => db.AuditEvents.CountAsync(e => e.Kind == AuditKinds.SetupCompleted)));
    }

    [Fact]
    public async Task A_link_is_not_used_up_when_making_the_owner_fails()
    {
        var token = await IssueAsync();
        await database.UseAsync<IServiceProvider, bool>(async services =>
        {
            await using var transaction = await services.GetRequiredService<IdentityDb>().Database.BeginTransactionAsync();
            return await services.GetRequiredService<SetupLinks>().CompleteAsync(token!, AuditActor.Setup, default);
        });

        Assert.True(await VerifyAsync(token!));
    }

    [Fact]
    public async Task The_first_owner_of_a_file_closes_set_up()
    {
        var token = await IssueAsync();

        await database.ChangesAsync("""{"users":[{"username":"ada","roles":["Owner"]}]}""");

        Assert.False(await VerifyAsync(token!));
        Assert.Null(await IssueAsync());
    }

    private Task<string?> IssueAsync() => database.UseAsync<SetupLinks, string?>(links => links.IssueAsync(AuditActor.System, default));

    private Task<bool> VerifyAsync(string token) => database.UseAsync<SetupLinks, bool>(links => links.VerifyAsync(token, default));

    private Task<bool> CompleteAsync(string token) => database.UseAsync<IServiceProvider, bool>(async services =>
    {
        var db = services.GetRequiredService<IdentityDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var won = await services.GetRequiredService<SetupLinks>().CompleteAsync(token, AuditActor.Setup, default);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return won;
    });
}
