using System.Text.Json.Nodes;
using Identity.Core.Apply;
using Identity.Core.Data;
using Identity.Core.Keys;
using Identity.Core.Logout;
using Identity.Core.Messaging;
using Identity.Core.Messaging.Email;
using Identity.Core.Messaging.Sms;
using Identity.Core.Users;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Worker.Tests;

/// <summary>A database with signing keys, whose outbox the test fills.</summary>
internal sealed class OutboxStage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly TestDatabase _database;
    private readonly ServiceProvider _services;

    private OutboxStage(TestDatabase database) => (_database, _services) = (database, database.Services(services => services.AddAccounts().AddApply()));

    public Dictionary<string, string?> Database => _database.Settings;

    public static async Task<OutboxStage> CreateAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var stage = new OutboxStage(await TestDatabase.CreateMigratedAsync(provider));
        await stage.WithAsync<SigningKeyRing>(ring => ring.EnsureAsync(default));
        return stage;
    }

    /// <summary>An app that wants to be told at this address.</summary>
    /// <returns>Its row.</returns>
    public async Task<Guid> AddAppAsync(Uri address, string algorithm = "RS256")
    {
        var id = $"app-{Guid.NewGuid():N}";
        var client = new JsonObject
        {
            ["client_id"] = id,
            ["client_secret"] = $"{Guid.NewGuid():N}{Guid.NewGuid():N}",
            ["redirect_uris"] = new JsonArray($"https://{id}.example.com/callback"),
            ["backchannel_logout_uri"] = address.AbsoluteUri,
            ["id_token_signed_response_alg"] = algorithm,
        };
        var text = new JsonObject { ["clients"] = new JsonArray(client) }.ToJsonString();
        await WithAsync<ApplyFile>(async apply =>
        {
            if (await apply.RunAsync(text, planOnly: false, default) is ApplyResult.Refused refused) Assert.Fail(string.Join("; ", refused.Problems));
        });
        var row = Guid.Empty;
        await WithAsync<IdentityDb>(async db => row = await db.Clients.Where(c => c.ClientId == id).Select(c => c.Id).SingleAsync());
        return row;
    }

    public Task<Guid> AddLogoutAsync(Guid app, TimeSpan? lifetime = null)
        => AddAsync(OutboxKinds.BackChannelLogout, LogoutNotice.Version, new LogoutNotice(app, $"sid-{Guid.NewGuid():N}", "subject"), lifetime);

    /// <summary>A mail with a code and a link.</summary>
    public async Task<Guid> AddEmailAsync(string to, string product = "Acme", TimeSpan? lifetime = null)
    {
        await using var scope = _services.CreateAsyncScope();
        var facts = new Dictionary<string, string> { ["product"] = product, ["email"] = to, ["code"] = "123456", ["link"] = "https://login.example.com/verify-email/token", ["hours"] = "24" };
        var message = scope.ServiceProvider.GetRequiredService<EmailQueue>().Add(new EmailNotice(EmailKinds.SignUpVerify, to, "en", facts), lifetime ?? TimeSpan.FromHours(1));
        await scope.ServiceProvider.GetRequiredService<IdentityDb>().SaveChangesAsync();
        return message.Id;
    }

    public Task AddPersonAsync(string number, bool proved) => WithAsync<IdentityDb>(async db =>
    {
        db.Users.Add(new User { UserName = $"person{number}", NormalizedUserName = $"PERSON{number}", PhoneNumber = number, PhoneNumberConfirmed = proved });
        await db.SaveChangesAsync();
    });

    /// <summary>A text message; one with a code when nothing else is said.</summary>
    public async Task<Guid> AddSmsAsync(string to = "+12015550123", string kind = SmsKinds.SignInCode, string language = "en", string product = "Acme", TimeSpan? lifetime = null, bool toAccount = false)
    {
        await using var scope = _services.CreateAsyncScope();
        var facts = new Dictionary<string, string> { ["product"] = product, ["minutes"] = "10", ["time"] = "23 November 2026, 14:05 UTC" };
        if (kind != SmsKinds.NumberChanged) facts["code"] = "123456";
        var notice = new SmsNotice(kind, to, language, facts) { ToAccount = toAccount };
        var message = scope.ServiceProvider.GetRequiredService<SmsQueue>().Add(notice, lifetime ?? TimeSpan.FromMinutes(10));
        await scope.ServiceProvider.GetRequiredService<IdentityDb>().SaveChangesAsync();
        return message.Id;
    }

    /// <returns>The id of the message.</returns>
    public async Task<Guid> AddAsync(string kind, int version, object payload, TimeSpan? lifetime = null)
    {
        await using var scope = _services.CreateAsyncScope();
        var message = scope.ServiceProvider.GetRequiredService<Outbox>().Add(kind, version, payload, lifetime);
        await scope.ServiceProvider.GetRequiredService<IdentityDb>().SaveChangesAsync();
        return message.Id;
    }

    public async Task<OutboxMessage> RowAsync(Guid id)
    {
        OutboxMessage row = null!;
        await WithAsync<IdentityDb>(async db => row = await db.OutboxMessages.AsNoTracking().SingleAsync(m => m.Id == id));
        return row;
    }

    /// <summary>The row once it is as wanted.</summary>
    public async Task<OutboxMessage> WhenAsync(Guid id, Func<OutboxMessage, bool> wanted)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (true)
        {
            var row = await RowAsync(id);
            if (wanted(row)) return row;
            await Task.Delay(Glance, timeout.Token);
        }
    }

    public async Task WithAsync<TService>(Func<TService, Task> work) where TService : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }
}
