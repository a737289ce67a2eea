using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Identity.Core.Redis;

/// <summary>Section <c>Redis</c>: makes nodes hear of a change at once. Nothing is kept there, and it may be away at any time.</summary>
public sealed class RedisOptions
{
    public const string Section = "Redis";

    /// <summary>As StackExchange.Redis reads it; without it nodes hear of changes by asking the database.</summary>
    public string? ConnectionString { get; set; }
}

internal sealed class RedisRules : IValidateOptions<RedisOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString)) return ValidateOptionsResult.Success;
        try
        {
            if (ConfigurationOptions.Parse(options.ConnectionString).EndPoints.Count > 0) return ValidateOptionsResult.Success;
        }
        catch (ArgumentException)
        {
            // Its message may hold the password.
        }

        return ValidateOptionsResult.Fail("Redis:ConnectionString: it names no server, or has an option that is not known. A valid example: redis:6379,password=…,ssl=true");
    }
}
