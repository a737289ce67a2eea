using System.Reflection;
using Identity.Admin.Api;
using Identity.Admin.Console;
using Identity.Core.Data;
using Identity.Core.Texts;
using Identity.Hosting.Roles;
using Identity.Server;
using Identity.Worker;

namespace Identity.App.Settings;

/// <summary>The names of all settings, read from the classes that hold them.</summary>
internal static class SettingNames
{
    private static readonly Assembly[] Assemblies =
    [
        typeof(RoleHost).Assembly, typeof(IdentityDb).Assembly, typeof(ServerRole).Assembly, typeof(AdminApiRole).Assembly,
        typeof(ConsoleRole).Assembly, typeof(WorkerRole).Assembly, typeof(SettingNames).Assembly,
    ];

    private static readonly List<Type> Classes =
        [.. Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type is { IsClass: true, IsAbstract: false })];

    /// <summary>The top-level sections: ours, and those that the framework reads.</summary>
    public static IReadOnlySet<string> Sections { get; } = Classes.Select(type => SectionOf(type).Split(':')[0])
        .Concat(RoleName.All.Select(role => role.Section))
        .Concat(["Logging", "Kestrel"])
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    public static Type? Class(string fullName) => Classes.Find(type => type.FullName == fullName);

    /// <summary>Its constant of that name, or its own name without the ending.</summary>
    public static string SectionOf(Type type)
        => type.GetField("Section", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetRawConstantValue() as string
            ?? type.Name.Replace("AddressOptions", "", StringComparison.Ordinal).Replace("Options", "", StringComparison.Ordinal);

    /// <summary>The settings of a class.</summary>
    public static IEnumerable<string> Members(Type type)
        => type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.SetMethod is { IsPublic: true }).Select(property => property.Name);

    /// <summary>A value that works for the setting of this name: its default, when it has one.</summary>
    public static string? ExampleAt(string path)
    {
        var type = Classes.Find(type => path.StartsWith($"{SectionOf(type)}:", StringComparison.OrdinalIgnoreCase));
        var member = type is null ? null : path[(SectionOf(type).Length + 1)..].Split(':')[0];
        return type?.GetConstructor(Type.EmptyTypes) is not null && type.GetProperty(member!) is { GetMethod: not null } property
            ? property.GetValue(Activator.CreateInstance(type))?.ToString()
            : null;
    }

    public static string Hint(string name, IEnumerable<string> known)
        => NearestName.Find(name, known) is { } nearest
            ? $"Did you mean '{nearest}'?"
            : $"Known are: {string.Join(", ", known.Order(StringComparer.Ordinal))}.";
}
