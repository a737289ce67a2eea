using System.Text.Json;
using Identity.Core.Apply.Json;
using Identity.Core.Audit;
using Identity.Core.Clients;
using Identity.Core.Grants;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Apply.Sections;

internal sealed class ClientsSection(SectorDocuments sectors) : Section<ClientState>
{
    private Dictionary<string, Client> rows = [];
    private List<string> names = [];

    public override string Name => "clients";
    protected override string KeyMember => "client_id";
    protected override string Target => "client";
    protected override (string, string, string) Audited => (AuditKinds.ClientCreated, AuditKinds.ClientUpdated, AuditKinds.ClientDeleted);
    protected override IReadOnlyList<Member<ClientState>> Members => ClientMembers.All;

    protected override IReadOnlyDictionary<string, string> Refused { get; } =
        UnsupportedMetadata.Members.ToDictionary(member => member, _ => "It is not supported by this version. Remove it.");

    protected override ClientState New(string key) => new(new ClientMetadata(key));

    public override async Task LoadAsync(ApplyContext context, CancellationToken ct)
        => names = await context.Db.Clients.Select(client => client.ClientId!).ToListAsync(ct);

    protected override async Task<IReadOnlyDictionary<string, ClientState>> FindAsync(IReadOnlyList<string> keys, ApplyContext context, CancellationToken ct)
    {
        foreach (var some in keys.Chunk(KeysAtOnce))
        {
            foreach (var row in await context.Db.Clients.Include(client => client.Origins).Include(client => client.Secrets).Where(client => some.Contains(client.ClientId!)).ToListAsync(ct)) rows[row.ClientId!] = row;
        }

        return rows.ToDictionary(row => row.Key, row => new ClientState(ClientColumns.Read(row.Value)) { SecretHashes = [.. row.Value.Secrets.Select(secret => secret.Hash).Order(StringComparer.Ordinal)] });
    }

    public override void Announce(ApplyContext context)
    {
        context.ClientsOfFile.UnionWith(Entries.Select(entry => entry.Key));
        context.Clients.Add([.. names, .. Entries.Select(entry => entry.Key)]);
        foreach (var entry in Entries.Where(entry => entry.After is null)) context.Clients.Remove(entry.Key);
    }

    public override async Task CheckAsync(ApplyContext context, CancellationToken ct)
    {
        foreach (var entry in Entries)
        {
            if (entry.After is not { } client) continue;

            var errors = ClientMetadataRules.Check(client.Metadata).ToList();
            if (errors.Count == 0 && SectorChanges(entry.Before?.Metadata, client.Metadata) && await sectors.CheckAsync(client.Metadata, ct) is { } wrong) errors.Add(wrong);
            foreach (var error in errors) context.Problems.Add(entry.At(error.Member), error.Description);
            context.Scopes.Check(entry.At("scope"), "scope", client.Metadata.Scopes, context.Problems);
            context.Clients.Check(entry.At("token_exchange_clients"), "client", client.Metadata.TokenExchangeClients, context.Problems);
            CheckSecret(entry, client, context.Problems);
        }
    }

    protected override void Write(Entry<ClientState> entry, ApplyContext context)
    {
        var row = rows.GetValueOrDefault(entry.Key);
        if (entry.After is not { } after)
        {
            context.Db.Remove(row!);
            return;
        }

        if (row is null) context.Db.Add(row = new Client { CreatedAt = context.Now });
        else row.ConcurrencyToken = Guid.NewGuid().ToString();

        ClientColumns.Write(after.Metadata, row);
        WriteSecrets(row, after.Metadata.IsPublic || after.Metadata.UsesKey ? [] : after.SecretHashes, context.Now);
        row.UpdatedAt = context.Now;
    }

    public override async Task WriteAsync(ApplyContext context, CancellationToken ct)
    {
        // What a deleted client was given goes with it; the database would keep it without a client.
        var gone = Entries.Where(entry => entry.After is null && entry.Before is not null).Select(entry => rows[entry.Key].Id).ToList();
        if (gone.Count > 0)
        {
            await context.Db.Set<Token>().Where(token => gone.Contains(token.Application!.Id)).ExecuteDeleteAsync(ct);
            await context.Db.Set<Grant>().Where(grant => gone.Contains(grant.Application!.Id)).ExecuteDeleteAsync(ct);
        }

        await base.WriteAsync(context, ct);
    }

    // A file that changes nothing calls nobody.
    private static bool SectorChanges(ClientMetadata? before, ClientMetadata after)
        => before is null || before.SectorIdentifierUri != after.SectorIdentifierUri || !before.RedirectUris.SequenceEqual(after.RedirectUris);

    private static void WriteSecrets(Client row, IReadOnlyList<string> hashes, DateTime now)
    {
        foreach (var gone in row.Secrets.Where(secret => !hashes.Contains(secret.Hash)).ToList()) row.Secrets.Remove(gone);
        foreach (var added in hashes.Except(row.Secrets.Select(secret => secret.Hash))) row.Secrets.Add(new ClientSecret { Hash = added, CreatedAt = now });
    }

    private static void CheckSecret(Entry<ClientState> entry, ClientState client, Problems problems)
    {
        var (one, several) = (Given(entry, "client_secret"), Given(entry, "client_secrets"));
        if (one is not null && several is not null)
        {
            problems.Add(several, "'client_secret' is there too. Put all secrets into 'client_secrets', and remove 'client_secret'.");
        }
        else if (client.Metadata.IsPublic || client.Metadata.UsesKey)
        {
            if ((one ?? several) is not { } given) return;
            problems.Add(given, $"A client with \"token_endpoint_auth_method\": \"{client.Metadata.TokenEndpointAuthMethod}\" keeps no secret. Remove one of the two.");
        }
        else if (client.SecretHashes.Count == 0 && one is null && several is null)
        {
            problems.Add(entry.Json, $"'client_secret' is missing: {client.Metadata.TokenEndpointAuthMethod} needs it. An app that can't keep a secret has \"token_endpoint_auth_method\": \"none\".");
        }
    }

    private static JsonValue? Given(Entry<ClientState> entry, string member)
        => entry.Json.Member(member) is { Kind: not JsonValueKind.Null and not JsonValueKind.Undefined } given ? given : null;
}
