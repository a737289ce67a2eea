using Identity.Core.Audit;
using Identity.Core.Challenges;
using Identity.Core.Clients;
using Identity.Core.Configuration;
using Identity.Core.Flows;
using Identity.Core.Grants;
using Identity.Core.Groups;
using Identity.Core.Keys;
using Identity.Core.Leases;
using Identity.Core.Messaging;
using Identity.Core.Resources;
using Identity.Core.Roles;
using Identity.Core.Scopes;
using Identity.Core.Sessions;
using Identity.Core.Settings;
using Identity.Core.Setup;
using Identity.Core.SingleUse;
using Identity.Core.Throttling;
using Identity.Core.Tracing;
using Identity.Core.Users;
using Identity.Core.Users.Terms;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Data;

/// <summary>The model. One class per provider holds that provider's quirks and migrations.</summary>
public abstract class IdentityDb(DbContextOptions options) : IdentityDbContext<User, Role, Guid>(options), IDataProtectionKeyContext
{
    // Rows of these come and go all day; their ids are ordered by time.
    private static readonly Type[] Churning =
        [typeof(Grant), typeof(Token), typeof(BrowserSession), typeof(Session), typeof(Flow), typeof(DeviceRequest), typeof(AuditEvent), typeof(RequestTrace), typeof(OutboxMessage), typeof(Challenge)];

    public DbSet<RolePermission> RolePermissions => Set<RolePermission>();
    public DbSet<Group> Groups => Set<Group>();
    public DbSet<GroupMember> GroupMembers => Set<GroupMember>();
    public DbSet<GroupRole> GroupRoles => Set<GroupRole>();
    public DbSet<Client> Clients => Set<Client>();
    public DbSet<ClientOrigin> ClientOrigins => Set<ClientOrigin>();
    public DbSet<ClientSecret> ClientSecrets => Set<ClientSecret>();
    public DbSet<Scope> Scopes => Set<Scope>();
    public DbSet<Resource> Resources => Set<Resource>();
    public DbSet<Grant> Grants => Set<Grant>();
    public DbSet<Token> Tokens => Set<Token>();
    public DbSet<RevokedToken> RevokedTokens => Set<RevokedToken>();
    public DbSet<DeviceRequest> DeviceRequests => Set<DeviceRequest>();
    public DbSet<UsedId> UsedIds => Set<UsedId>();
    public DbSet<Consent> Consents => Set<Consent>();
    public DbSet<BrowserSession> BrowserSessions => Set<BrowserSession>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<Flow> Flows => Set<Flow>();
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();
    public DbSet<KeyCheck> KeyChecks => Set<KeyCheck>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();
    public DbSet<RequestTrace> RequestTraces => Set<RequestTrace>();
    public DbSet<Setting> Settings => Set<Setting>();
    public DbSet<ConfigVersion> ConfigVersions => Set<ConfigVersion>();
    public DbSet<SetupLink> SetupLinks => Set<SetupLink>();
    public DbSet<AttemptCounter> AttemptCounters => Set<AttemptCounter>();
    public DbSet<Lease> Leases => Set<Lease>();
    public DbSet<JobRun> JobRuns => Set<JobRun>();
    public DbSet<TermsAcceptance> TermsAcceptances => Set<TermsAcceptance>();
    public DbSet<Challenge> Challenges => Set<Challenge>();
    public DbSet<OutboxMessage> OutboxMessages => Set<OutboxMessage>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
        => configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.UseOpenIddict<Client, Grant, Scope, Token, Guid>();
        builder.ApplyConfigurationsFromAssembly(typeof(IdentityDb).Assembly);

        builder.Entity<IdentityUserClaim<Guid>>().ToTable("UserClaims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("UserLogins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("UserTokens");
        builder.Entity<IdentityUserRole<Guid>>().ToTable("UserRoles");
        builder.Entity<IdentityRoleClaim<Guid>>().ToTable("RoleClaims");
        builder.Entity<IdentityUserPasskey<Guid>>().ToTable("UserPasskeys");
        builder.Entity<DataProtectionKey>().ToTable("DataProtectionKeys");

        foreach (var type in Churning) TimeOrder(builder, type);
    }

    /// <summary>Gives a churning table ids in the order in which this database sorts them.</summary>
    protected virtual void TimeOrder(ModelBuilder builder, Type type)
        => builder.Entity(type).Property("Id").HasValueGenerator<TimeOrderedId>();
}
