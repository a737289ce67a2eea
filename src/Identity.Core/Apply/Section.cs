using System.Text.Encodings.Web;
using System.Text.Json;
using Identity.Core.Apply.Json;
using Identity.Core.Audit;

namespace Identity.Core.Apply;

/// <summary>A section of the file, such as <c>clients</c>.</summary>
internal abstract class Section
{
    public abstract string Name { get; }

    /// <summary>Loads what other sections may refer to, whether the file has this section or not.</summary>
    public virtual Task LoadAsync(ApplyContext context, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Reads the entries and what the database has of them.</summary>
    public abstract Task ReadAsync(JsonValue list, ApplyContext context, CancellationToken ct);

    /// <summary>Tells the other sections what will exist.</summary>
    public virtual void Announce(ApplyContext context)
    {
    }

    /// <summary>Checks the entries against the rules, and their references against all sections.</summary>
    public abstract Task CheckAsync(ApplyContext context, CancellationToken ct);

    public abstract IEnumerable<ApplyChange> Changes();

    /// <summary>Writes the changes into the unit of work, each with its audit event.</summary>
    public abstract Task WriteAsync(ApplyContext context, CancellationToken ct);
}

/// <summary>A section whose entries have a state of this type.</summary>
internal abstract class Section<TState> : Section
    where TState : class
{
    /// <summary>A statement has a limited number of parameters.</summary>
    protected const int KeysAtOnce = 500;

    private static readonly JsonSerializerOptions Shown = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    protected List<Entry<TState>> Entries { get; } = [];

    /// <summary>The member that names an entry.</summary>
    protected abstract string KeyMember { get; }

    /// <summary>The kind of target in audit events.</summary>
    protected abstract string Target { get; }

    /// <summary>Kinds of audit events for making, changing and deleting.</summary>
    protected abstract (string Created, string Updated, string Deleted) Audited { get; }

    protected abstract IReadOnlyList<Member<TState>> Members { get; }

    /// <summary>Members that are refused with a sentence of their own.</summary>
    protected virtual IReadOnlyDictionary<string, string> Refused { get; } = new Dictionary<string, string>();

    /// <summary>What of these the database has, by <see cref="Same"/> key.</summary>
    protected abstract Task<IReadOnlyDictionary<string, TState>> FindAsync(IReadOnlyList<string> keys, ApplyContext context, CancellationToken ct);

    protected abstract TState New(string key);

    /// <summary>The form in which two keys are compared.</summary>
    protected virtual string Same(string key) => key;

    protected abstract void Write(Entry<TState> entry, ApplyContext context);

    public override async Task ReadAsync(JsonValue list, ApplyContext context, CancellationToken ct)
    {
        if (list.Kind != JsonValueKind.Array)
        {
            context.Problems.Add(list, $"This must be a list of {Name}: [ … ].");
            return;
        }

        var keyed = list.Items.Select(item => (Item: item, Key: KeyOf(item, context))).Where(pair => pair.Key is not null).ToList();
        foreach (var again in keyed.GroupBy(pair => Same(pair.Key!)).SelectMany(group => group.Skip(1)))
        {
            context.Problems.Add(again.Item.Member(KeyMember)!, $"'{again.Key}' is in the file twice. Make one entry of the two.");
        }

        var existing = await FindAsync([.. keyed.Select(pair => Same(pair.Key!)).Distinct()], context, ct);
        foreach (var (item, key) in keyed)
        {
            var before = existing.GetValueOrDefault(Same(key!));
            Entries.Add(new Entry<TState>(item, key!, before, ReadState(item, before ?? New(key!), context)));
        }
    }

    public override IEnumerable<ApplyChange> Changes() => Entries.Select(ChangeOf).OfType<ApplyChange>();

    public override Task WriteAsync(ApplyContext context, CancellationToken ct)
    {
        foreach (var entry in Entries)
        {
            if (ChangeOf(entry) is not { } change) continue;

            Write(entry, context);
            var kind = change.Kind switch
            {
                ChangeKind.Create => Audited.Created,
                ChangeKind.Update => Audited.Updated,
                _ => Audited.Deleted,
            };
            context.Audit.Add(kind, (Target, change.Key), AuditActor.Apply, new
            {
                before = change.Members.Where(member => member.Before is not null).ToDictionary(member => member.Name, member => member.Before),
                after = change.Members.Where(member => member.After is not null).ToDictionary(member => member.Name, member => member.After),
            });
        }

        return Task.CompletedTask;
    }

    private string? KeyOf(JsonValue item, ApplyContext context)
    {
        if (item.Kind != JsonValueKind.Object)
        {
            context.Problems.Add(item, $"An entry of {Name} is an object: {{ \"{KeyMember}\": … }}.");
            return null;
        }

        if (item.Member(KeyMember) is not { } key)
        {
            context.Problems.Add(item, $"'{KeyMember}' is missing: it names the entry.");
            ReadState(item, New("?"), context);
            return null;
        }

        return new JsonRead(key, context.Problems).Text(400) is { } text ? text
            : key.Kind == JsonValueKind.Null ? new JsonRead(key, context.Problems).Refuse<string>("It names the entry and can't be null.")
            : null;
    }

    private TState? ReadState(JsonValue item, TState start, ApplyContext context)
    {
        var state = start;
        foreach (var (name, at, value) in item.Members)
        {
            if (name == KeyMember || name == "state") continue;

            var member = Members.FirstOrDefault(known => known.Name == name);
            if (member is not null) state = member.Set(state, new JsonRead(value, context.Problems));
            else if (Refused.TryGetValue(name, out var why)) context.Problems.Add(at, why);
            else context.Problems.Add(at, $"There is no such member. {Problems.Hint(name, [.. Members.Select(known => known.Name), KeyMember, "state"])}");
        }

        if (item.Member("state") is not { } wanted) return state;
        if (wanted is { Kind: JsonValueKind.String, Text: "present" }) return state;
        if (wanted is { Kind: JsonValueKind.String, Text: "absent" }) return null;

        context.Problems.Add(wanted, "This is \"present\" (as when it is left out) or \"absent\" (delete it).");
        return state;
    }

    private ApplyChange? ChangeOf(Entry<TState> entry)
    {
        if (entry is { Before: null, After: null }) return null;

        var none = New(entry.Key);
        var members = Members
            .Select(member => new MemberChange(member.Name, Show(member.Get(entry.Before ?? none)), Show(member.Get(entry.After ?? none))))
            .Where(member => member.Before != member.After)
            .ToList();
        return (entry.Before, entry.After) switch
        {
            (null, _) => new ApplyChange(ChangeKind.Create, Name, entry.Key, [.. members.Select(member => member with { Before = null })]),
            (_, null) => new ApplyChange(ChangeKind.Delete, Name, entry.Key, [.. members.Select(member => member with { After = null })]),
            _ => members.Count == 0 ? null : new ApplyChange(ChangeKind.Update, Name, entry.Key, members),
        };
    }

    private static string? Show(object? value) => value is null or (IReadOnlyCollection<string> and { Count: 0 }) ? null : JsonSerializer.Serialize(value, value.GetType(), Shown);
}
