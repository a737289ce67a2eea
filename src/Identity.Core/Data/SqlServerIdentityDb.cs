using Identity.Core.Challenges;
using Identity.Core.Clients;
using Identity.Core.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ValueGeneration;

namespace Identity.Core.Data;

public sealed class SqlServerIdentityDb(DbContextOptions<SqlServerIdentityDb> options) : IdentityDb(options)
{
    // The default collation takes "a" for "A", "ss" for "ß", and leaves out characters that it does not know: two accounts,
    // clients or codes would be one.
    private const string Exact = "Latin1_General_100_BIN2";

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if (property.ClrType == typeof(string) && (property.IsKey() || property.IsForeignKey() || property.IsIndex())) property.SetCollation(Exact);
        }

        // Compared, and found by something else.
        builder.Entity<Challenge>().Property(c => c.BrowserHash).UseCollation(Exact);
        builder.Entity<Challenge>().Property(c => c.CodeHash).UseCollation(Exact);
        builder.Entity<Challenge>().Property(c => c.Destination).UseCollation(Exact);
        builder.Entity<ClientSecret>().Property(s => s.Hash).UseCollation(Exact);
        builder.Entity<Lease>().Property(l => l.Owner).UseCollation(Exact);
    }

    // SQL Server sorts a uniqueidentifier by its last bytes first.
    protected override void TimeOrder(ModelBuilder builder, Type type)
        => builder.Entity(type).Property("Id").HasValueGenerator<SequentialGuidValueGenerator>();
}
