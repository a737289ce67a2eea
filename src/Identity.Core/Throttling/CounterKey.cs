using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Identity.Core.Throttling;

/// <summary>The name of a counter. The parts that tell of a person (address, identifier) are hashed.</summary>
public readonly record struct CounterKey
{
    private CounterKey(string text) => Text = text;

    public string Text { get; }

    /// <param name="purpose">What is counted, such as <c>signin.account</c>; up to 50 characters.</param>
    /// <param name="personal">For whom; every part counts, in this order.</param>
    public static CounterKey Of(string purpose, params IReadOnlyList<string> personal)
    {
        // The lengths keep ("ab", "c") and ("a", "bc") apart.
        var parts = string.Concat(personal.Select(part => $"{part.Length}:{part}"));
        return new($"{purpose}:{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(parts)))}");
    }

    public override string ToString() => Text;
}
