using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Keys.DataProtection;

internal sealed class RingEncryptor(KeyEncryption encryption) : IXmlEncryptor
{
    public const string Purpose = "data protection ring";
    public const string Element = "encryptedKey";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        return new(new XElement(Element, Convert.ToBase64String(encryption.Encrypt(plain, Purpose))), typeof(RingDecryptor));
    }
}

// Its assembly-qualified name is stored with each key: renaming or moving it would make rings unreadable.
internal sealed class RingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var encryption = services.GetRequiredService<KeyEncryption>();
        var plain = encryption.Decrypt(Convert.FromBase64String(encryptedElement.Value), RingEncryptor.Purpose);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
