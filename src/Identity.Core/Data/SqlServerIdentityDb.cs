using Identity.Core.Challenges;
using Identity.Core.Clients;
using Identity.Core.Flows;
using Identity.Core.Grants;
using Identity.Core.Leases;
using Identity.Core.Sessions;
using Identity.Core.SingleUse;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ValueGeneration;

namespace Identity.Core.Data;

public sealed class SqlServerIdentityDb(DbContextOptions<SqlServerIdentityDb> options) : IdentityDb(options)
{
    // The default collation takes "a" and "A" for the same.
    private const string Exact = "Latin1_General_100_BIN2";

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Client>().Property(c => c.ClientId).UseCollation(Exact);
        builder.Entity<ClientOrigin>().Property(o => o.Origin).UseCollation(Exact);
        builder.Entity<Token>().Property(t => t.ReferenceId).UseCollation(Exact);
        builder.Entity<Session>().Property(s => s.Sid).UseCollation(Exact);
        builder.Entity<BrowserSession>().Property(b => b.HandleHash).UseCollation(Exact);
        builder.Entity<DeviceRequest>().Property(r => r.DeviceCodeHash).UseCollation(Exact);
        builder.Entity<DeviceRequest>().Property(r => r.UserCodeHash).UseCollation(Exact);
        builder.Entity<ClientSecret>().Property(s => s.Hash).UseCollation(Exact);
        builder.Entity<RevokedToken>().Property(t => t.Id).UseCollation(Exact);
        builder.Entity<UsedId>().Property(u => u.Hash).UseCollation(Exact);
        builder.Entity<Challenge>().Property(c => c.BrowserHash).UseCollation(Exact);
        builder.Entity<Challenge>().Property(c => c.CodeHash).UseCollation(Exact);
        builder.Entity<Challenge>().Property(c => c.LinkHash).UseCollation(Exact);
        builder.Entity<Lease>().Property(l => l.Owner).UseCollation(Exact);
        builder.Entity<Flow>().Property(f => f.HandleHash).UseCollation(Exact);
    }

    // SQL Server sorts a uniqueidentifier by its last bytes first.
    protected override void TimeOrder(ModelBuilder builder, Type type)
        => builder.Entity(type).Property("Id").HasValueGenerator<SequentialGuidValueGenerator>();
}
