using Identity.Core.Messaging.Sms;
using Identity.Core.Phones;
using Microsoft.Extensions.Options;

namespace Identity.Core.Tests.Phones;

public sealed class PhoneNumberParserTests
{
    [Theory]
    [InlineData("+49 1512 3456789", null, "+4915123456789", "DE")]
    [InlineData("0049 (1512) 345-6789", "DE", "+4915123456789", "DE")]
    [InlineData("01512/3456789", "DE", "+4915123456789", "DE")]
    [InlineData("01512 3456789", "de", "+4915123456789", "DE")]
    [InlineData("(201) 555-0123", "US", "+12015550123", "US")]
    [InlineData("+1 201 555 0123", "DE", "+12015550123", "US")]
    [InlineData("07400 123456", "GB", "+447400123456", "GB")]
    [InlineData("+39 312 345 6789", null, "+393123456789", "IT")]
    [InlineData("+٤٩ ١٥١٢ ٣٤٥٦٧٨٩", null, "+4915123456789", "DE")]
    public void What_a_person_writes_becomes_E164(string text, string? region, string number, string country)
    {
        var read = Assert.IsType<PhoneNumberResult.Read>(Parse(text, region));

        Assert.Equal((number, country), (read.Number.E164, read.Number.Region));
    }

    [Theory]
    [InlineData(null, PhoneNumberError.Missing)]
    [InlineData("  ", PhoneNumberError.Missing)]
    [InlineData("ada@example.com", PhoneNumberError.NotANumber)]
    [InlineData("+1 201 FLOWERS", PhoneNumberError.NotANumber)]
    [InlineData("1", PhoneNumberError.NotANumber)]
    [InlineData("01512 3456789", PhoneNumberError.CountryMissing)]
    [InlineData("+999 123456789", PhoneNumberError.CountryMissing)]
    [InlineData("+1 201 555", PhoneNumberError.TooShort)]
    [InlineData("+1 201 555 01234", PhoneNumberError.TooLong)]
    [InlineData("+1 123 456 7890", PhoneNumberError.Unknown)]
    [InlineData("+49 30 123456", PhoneNumberError.Landline)]
    [InlineData("+49 900 1234567", PhoneNumberError.KindNotAllowed)]
    [InlineData("+1 900 234 5678", PhoneNumberError.KindNotAllowed)]
    [InlineData("+44 844 123 4567", PhoneNumberError.KindNotAllowed)]
    [InlineData("+1 800 234 5678", PhoneNumberError.KindNotAllowed)]
    [InlineData("+44 7640 123456", PhoneNumberError.KindNotAllowed)]
    [InlineData("+881 612 345 678", PhoneNumberError.CountryNotAllowed)]
    [InlineData("+882 3421234", PhoneNumberError.CountryNotAllowed)]
    public void B086_what_gets_no_messages_is_refused_with_the_reason(string? text, PhoneNumberError error)
        => Assert.Equal(new PhoneNumberResult.Refused(error), Parse(text, null));

    [Theory]
    [InlineData("+4915123456789", true)]
    [InlineData("+41791234567", true)]
    [InlineData("+12015550123", false)]
    public void B086_only_countries_of_the_list_get_messages(string text, bool allowed)
    {
        var parser = new PhoneNumberParser(Options.Create(new SmsOptions { Countries = ["DE", "ch"] }));

        Assert.Equal(allowed ? typeof(PhoneNumberResult.Read) : typeof(PhoneNumberResult.Refused), parser.Parse(text).GetType());
    }

    [Fact]
    public void Canada_is_not_allowed_where_the_United_States_are()
        => Assert.Equal(
            new PhoneNumberResult.Refused(PhoneNumberError.CountryNotAllowed),
            new PhoneNumberParser(Options.Create(new SmsOptions { Countries = ["US"] })).Parse("+1 506 234 5678"));

    [Fact]
    public void A_number_shows_no_more_than_its_end()
    {
        var number = ((PhoneNumberResult.Read)Parse("+4915123456789", null)).Number;

        Assert.Equal("•••89", $"{number}");
        Assert.Equal(("+4915123", "+4915123456789"), (number.Prefix(5), number.Prefix(20)));
    }

    private static PhoneNumberResult Parse(string? text, string? region) => new PhoneNumberParser(Options.Create(new SmsOptions())).Parse(text, region);
}
