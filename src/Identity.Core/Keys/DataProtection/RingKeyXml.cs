using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Keys.DataProtection;

/// <summary>Keys of the ring in the form in which the framework stores them.</summary>
internal static class RingKeyXml
{
    // The framework refuses to work when its last key has ended; ours is used until there is another.
    private static readonly TimeSpan Life = TimeSpan.FromDays(36500);

    /// <summary>A new row. The framework makes the key; where it goes is ours to say.</summary>
    public static DataProtectionKey Create(KeyEncryption encryption, DateTime activateAt)
    {
        var made = new Made();
        var services = new ServiceCollection().AddLogging();
        services.AddDataProtection();
        services.Configure<KeyManagementOptions>(ring => (ring.XmlRepository, ring.XmlEncryptor) = (made, new RingEncryptor(encryption)));
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IKeyManager>().CreateNewKey(activateAt, activateAt + Life);
        return new DataProtectionKey { FriendlyName = made.Name, Xml = made.Element!.ToString(SaveOptions.DisableFormatting) };
    }

    /// <summary>From when on the key of a row is used; null when the row is no key but a revocation.</summary>
    public static DateTime? ActivateAt(DataProtectionKey row)
        => XElement.Parse(row.Xml!) is { Name.LocalName: "key" } key ? ((DateTimeOffset)key.Element("activationDate")!).UtcDateTime : null;

    private sealed class Made : IXmlRepository
    {
        public XElement? Element { get; private set; }

        public string? Name { get; private set; }

        public IReadOnlyCollection<XElement> GetAllElements() => [];

        public void StoreElement(XElement element, string friendlyName) => (Element, Name) = (element, friendlyName);
    }
}
