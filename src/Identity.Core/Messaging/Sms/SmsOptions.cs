using System.ComponentModel.DataAnnotations;
using Identity.Core.Phones;

namespace Identity.Core.Messaging.Sms;

/// <summary>Section <c>Sms</c>: who sends text messages for us, where to, and how many.</summary>
public sealed class SmsOptions : IValidatableObject
{
    public const string Section = "Sms";

    /// <summary>The country of numbers that were entered without one, an ISO 3166-1 code.</summary>
    public string? DefaultRegion { get; set; }

    /// <summary>The countries that messages are sent to, ISO 3166-1 codes; none means all.</summary>
    public List<string> Countries { get; set; } = [];

    /// <summary>In order of preference: the next one is asked when one fails.</summary>
    public List<SmsProviderSettings> Providers { get; set; } = [];

    /// <summary>Messages to one number, whoever asks.</summary>
    [Range(1, 100)]
    public int MessagesPerNumber { get; set; } = 5;

    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan NumberWindow { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Messages to numbers that begin alike.</summary>
    [Range(1, 1_000_000)]
    public int MessagesPerPrefix { get; set; } = 50;

    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan PrefixWindow { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Digits after the country calling code that make a prefix.</summary>
    [Range(1, 10)]
    public int PrefixDigits { get; set; } = 5;

    /// <summary>Messages for one account, to whatever numbers.</summary>
    [Range(1, 1000)]
    public int MessagesPerAccount { get; set; } = 10;

    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan AccountWindow { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Messages that one network may ask for.</summary>
    [Range(1, 100_000)]
    public int MessagesPerNetwork { get; set; } = 20;

    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan NetworkWindow { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Messages of the whole installation within an hour.</summary>
    [Range(1, 10_000_000)]
    public int BudgetPerHour { get; set; } = 200;

    /// <summary>Messages of the whole installation within a day.</summary>
    [Range(1, 100_000_000)]
    public int BudgetPerDay { get; set; } = 1000;

    /// <summary>The part of a budget, in percent, at which somebody is told.</summary>
    [Range(1, 100)]
    public int BudgetAlarm { get; set; } = 80;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (DefaultRegion is not null && !PhoneNumberParser.IsRegion(DefaultRegion)) yield return Wrong("DefaultRegion", DefaultRegion);
        foreach (var country in Countries.Where(country => !PhoneNumberParser.IsRegion(country))) yield return Wrong("Countries", country);
    }

    private static ValidationResult Wrong(string name, string value)
        => new($"{Section}:{name}: '{value}' is no code of a country (ISO 3166-1). A valid example: DE", [name]);
}
