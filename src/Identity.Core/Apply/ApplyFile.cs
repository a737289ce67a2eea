using System.Text.Json;
using Identity.Core.Apply.Json;
using Identity.Core.Apply.Sections;
using Identity.Core.Audit;
using Identity.Core.Clients;
using Identity.Core.Configuration;
using Identity.Core.Data;
using Identity.Core.Logout;
using Identity.Core.Setup;
using Identity.Core.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore.Storage;

namespace Identity.Core.Apply;

/// <summary>
/// Brings clients, scopes, resources, roles, groups and people to what a file says: all of it in one transaction, or
/// nothing. What the file does not name stays as it is.
/// </summary>
public sealed class ApplyFile(
    IdentityDb db, AuditLog audit, SetupLinks setup, UserManager<User> users, LogoutNotices notices, IHttpClientFactory http, TimeProvider clock)
{
    /// <param name="text">The file.</param>
    /// <param name="planOnly">Find out what would change, and write nothing.</param>
    /// <param name="ct">Undoes everything.</param>
    public async Task<ApplyResult> RunAsync(string text, bool planOnly, CancellationToken ct)
    {
        var context = new ApplyContext(db, audit, clock.GetUtcNow().UtcDateTime);
        if (JsonDocumentReader.Read(text, context.Problems) is not { } file) return new ApplyResult.Refused(context.Problems.InOrder);

        await using var transaction = planOnly ? null : await db.Database.BeginTransactionAsync(ct);
        var people = new UsersSection(users, notices);
        // In the order in which one refers to another.
        Section[] sections = [new ResourcesSection(), new ScopesSection(), new ClientsSection(new SectorDocuments(http)), new RolesSection(), new GroupsSection(), people];
        await ReadAsync(file, sections, context, ct);
        foreach (var section in sections) await section.CheckAsync(context, ct);
        if (context.Problems.Any) return new ApplyResult.Refused(context.Problems.InOrder);

        List<ApplyChange> changes = [.. sections.SelectMany(section => section.Changes())];
        if (transaction is not null && changes.Count > 0) await WriteAsync(sections, people.HasOwner, context, transaction, ct);
        return new ApplyResult.Done(changes);
    }

    private async Task WriteAsync(Section[] sections, bool hasOwner, ApplyContext context, IDbContextTransaction transaction, CancellationToken ct)
    {
        foreach (var section in sections) await section.WriteAsync(context, ct);
        if (hasOwner) await setup.CloseAsync(AuditActor.Apply, ct);
        await db.SaveChangesAsync(ct);
        await db.BumpConfigVersionAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task ReadAsync(JsonValue file, Section[] sections, ApplyContext context, CancellationToken ct)
    {
        if (file.Kind != JsonValueKind.Object)
        {
            context.Problems.Add(file, "The file is one object: { \"clients\": [ … ] }.");
            return;
        }

        foreach (var section in sections) await section.LoadAsync(context, ct);
        foreach (var (name, at, value) in file.Members)
        {
            if (name == "$schema") continue;

            var section = Array.Find(sections, known => known.Name == name);
            if (section is not null) await section.ReadAsync(value, context, ct);
            else context.Problems.Add(at, $"There is no such section. {Problems.Hint(name, [.. sections.Select(known => known.Name)])}");
        }

        foreach (var section in sections) section.Announce(context);
    }
}
