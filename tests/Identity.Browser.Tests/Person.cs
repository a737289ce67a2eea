using System.Text.Json;
using Identity.Browser.Tests.Processes;

namespace Identity.Browser.Tests;

/// <summary>Somebody with an account that no other test uses.</summary>
internal sealed record Person(string Username, string Email, string Password)
{
    public static Person Random()
    {
        var name = $"p{Guid.NewGuid():n}"[..16];
        return new(name, $"{name}@example.com", $"a long enough password {Guid.NewGuid():n}");
    }

    public static async Task<Person> CreateAsync(ProductProcess product)
    {
        var person = Random();
        var user = new { username = person.Username, email = person.Email, email_verified = true, name = "Ada Lovelace", password = person.Password };
        await product.ApplyAsync(JsonSerializer.Serialize(new { users = new[] { user } }));
        return person;
    }
}
