using System.Text.Json.Nodes;
using Identity.Core.Audit;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.AccountApi;

public sealed class ProfileTests(TestServer server)
{
    [Fact]
    public async Task A_profile_is_what_the_person_said_about_themselves()
    {
        var person = await server.CreateUserAsync(new { name = "Ada Lovelace", birthdate = "1815-12-10", address = new { country = "England" } });
        var s = await server.AtAccountAsync(person);

        var answer = await server.ReadAsync(s);

        Assert.Equal(["name", "preferred_username", "birthdate", "address", "updated_at"], answer.Json.Select(member => member.Key));
        Assert.Equal(("Ada Lovelace", person.Username, "England"), (answer.Json.Text("name"), answer.Json.Text("preferred_username"), answer.Json["address"]!.AsObject().Text("country")));
        Assert.Matches("^\"[0-9a-f]{24}\"$", answer.Header("ETag"));
        Assert.Equal("application/json", answer.MediaType);
    }

    [Fact]
    public async Task A_change_keeps_what_it_does_not_name_and_takes_away_what_is_null()
    {
        var s = await server.AtAccountAsync(await server.CreateUserAsync(new { name = "Ada", nickname = "A", gender = "female", address = new { country = "England", locality = "London" } }));

        var answer = await server.PatchAsync(s, new JsonObject { ["nickname"] = "Countess", ["gender"] = null, ["website"] = "https://ada.example.com/", ["zoneinfo"] = "Europe/London", ["locale"] = "en-GB", ["birthdate"] = "1815-12-10", ["address"] = new JsonObject { ["locality"] = null } });

        Assert.Equal(200, answer.Status);
        Assert.Equal(("Ada", "Countess", "https://ada.example.com/", "Europe/London", "en-GB"), (answer.Json.Text("name"), answer.Json.Text("nickname"), answer.Json.Text("website"), answer.Json.Text("zoneinfo"), answer.Json.Text("locale")));
        Assert.False(answer.Json.ContainsKey("gender"));
        Assert.Equal("{\"country\":\"England\"}", answer.Json["address"]!.ToJsonString());
        var read = await server.ReadAsync(s);
        Assert.Equal((answer.Body, answer.Header("ETag")), (read.Body, read.Header("ETag")));
    }

    [Fact]
    public async Task B123_a_change_is_on_record_with_the_app_and_says_what_it_was()
    {
        var s = await server.AtAccountAsync(await server.CreateUserAsync(new { name = "Ada" }));

        await server.PatchAsync(s, new { name = "Grace", nickname = "G" });
        await server.PatchAsync(s, new { name = "Grace" });

        var row = await server.InDatabaseAsync(db => db.AuditEvents.SingleAsync(e => e.Kind == AuditKinds.UserUpdated && e.Actor == s.Person.Subject));
        Assert.Equal((s.App.ClientId, s.Person.Subject), (row.ClientId, row.TargetId));
        Assert.Equal("""{"before":{"name":"Ada","nickname":null},"after":{"name":"Grace","nickname":"G"}}""", row.Data);
    }

    [Theory]
    [InlineData("""{"name":5}""", "name")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"a\nb"}""", "name")]
    [InlineData("""{"name":"a\u202Eb"}""", "name")]
    [InlineData("""{"birthdate":"10.12.1815"}""", "birthdate")]
    [InlineData("""{"website":"javascript:alert(1)"}""", "website")]
    [InlineData("""{"picture":"data:image/png;base64,AA"}""", "picture")]
    [InlineData("""{"profile":"ada.example.com"}""", "profile")]
    [InlineData("""{"zoneinfo":"a b"}""", "zoneinfo")]
    [InlineData("""{"zoneinfo":"../etc/passwd"}""", "zoneinfo")]
    [InlineData("""{"locale":"<en>"}""", "locale")]
    [InlineData("""{"address":"London"}""", "address")]
    [InlineData("""{"address":{"country":7}}""", "address.country")]
    [InlineData("""{"address":{"planet":"Earth"}}""", "address.planet")]
    [InlineData("""{"nickname":"a","nickname":"b"}""", "nickname")]
    [InlineData("""{"nikname":"a"}""", "nikname")]
    [InlineData("""{"email":"a@example.com"}""", "email")]
    [InlineData("""{"email_verified":true}""", "email_verified")]
    [InlineData("""{"phone_number":"+44"}""", "phone_number")]
    [InlineData("""{"preferred_username":"root"}""", "preferred_username")]
    [InlineData("""{"sub":"x"}""", "sub")]
    [InlineData("""{"updated_at":1}""", "updated_at")]
    [InlineData("""{"roles":["Owner"]}""", "roles")]
    [InlineData("""{"disabled_at":null}""", "disabled_at")]
    [InlineData("""["name"]""", "")]
    [InlineData("null", "")]
    [InlineData("{", "")]
    [InlineData("", "")]
    [InlineData("""{"name":"\ud800"}""", "name")]
    public async Task B113_B120_what_is_wrong_is_named_by_member_and_nothing_of_it_is_done(string body, string member)
    {
        var s = await server.AtAccountAsync(await server.CreateUserAsync(new { name = "Ada" }));
        var before = await server.ReadAsync(s);

        var answer = await server.PatchAsync(s, body);

        Assert.Equal([member], answer.Mend());
        Assert.Equal(before.Body, (await server.ReadAsync(s)).Body);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once_and_what_is_right_waits_for_it()
    {
        var s = await server.AtAccountAsync();

        var answer = await server.PatchAsync(s, new { nickname = "Ada", birthdate = "x", website = "x" });

        Assert.Equal(["birthdate", "website"], answer.Mend().Order());
        Assert.False((await server.ReadAsync(s)).Json.ContainsKey("nickname"));
    }

    [Fact]
    public async Task B120_a_body_of_another_type_or_beyond_all_depth_is_refused()
    {
        var s = await server.AtAccountAsync();
        var form = await server.SendAsync(HttpMethod.Patch, AccountCalls.Root + "/profile", BackChannel.Content(("name", "Ada")), r => r.Headers.Add("Authorization", $"Bearer {s.Tokens.AccessToken}"));
        var deep = await server.PatchAsync(s, string.Concat(Enumerable.Repeat("{\"address\":", 200)) + "1" + new string('}', 200));
        var long_ = await server.PatchAsync(s, new { name = new string('x', 201) });

        Assert.Equal((415, "unsupported-media-type"), (form.Status, form.Problem()));
        Assert.Equal([""], deep.Mend());
        Assert.Equal(["name"], long_.Mend());
    }

    [Fact]
    public async Task B116_a_change_for_another_version_is_refused_and_one_for_this_version_done()
    {
        var s = await server.AtAccountAsync();
        var old = (await server.ReadAsync(s)).Header("ETag");

        var first = await server.PatchAsync(s, new { nickname = "one" }, old);
        var second = await server.PatchAsync(s, new { nickname = "two" }, old);
        var third = await server.PatchAsync(s, new { nickname = "three" }, $"\"other\", {first.Header("ETag")}");
        var any = await server.PatchAsync(s, new { nickname = "four" }, "*");
        var weak = await server.PatchAsync(s, new { nickname = "five" }, $"W/{any.Header("ETag")}");
        var nonsense = await server.PatchAsync(s, new { nickname = "six" }, "nonsense");

        Assert.Equal([200, 412, 200, 200, 412, 412], new[] { first, second, third, any, weak, nonsense }.Select(answer => answer.Status));
        Assert.Equal("profile-changed", second.Problem());
        Assert.Equal("four", (await server.ReadAsync(s)).Json.Text("nickname"));
    }

    [Fact]
    public async Task B116_of_many_changes_of_one_version_at_once_one_is_done()
    {
        var s = await server.AtAccountAsync();
        var version = (await server.ReadAsync(s)).Header("ETag");

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => server.PatchAsync(s, new { nickname = $"name {i}" }, version)));

        Assert.Equal(1, answers.Count(answer => answer.Status == 200));
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Equal(412, answer.Status));
    }

    [Fact]
    public async Task B116_changes_of_different_members_at_once_are_all_done()
    {
        var s = await server.AtAccountAsync();
        string[] members = ["name", "given_name", "family_name", "nickname"];

        var answers = await Task.WhenAll(members.Select(member => server.PatchAsync(s, new JsonObject { [member] = member })));

        Assert.All(answers, answer => Assert.True(answer.Status == 200, answer.ToString()));
        var profile = (await server.ReadAsync(s)).Json;
        Assert.All(members, member => Assert.Equal(member, profile.Text(member)));
    }

    [Fact]
    public async Task Address_and_number_are_read_with_whether_they_are_proved()
    {
        var known = await server.AtAccountAsync(await server.CreateUserAsync(new { email_verified = true, phone_number = "+441234567" }));
        var bare = await server.AtAccountAsync(await server.CreateUserAsync(new { email = (string?)null }));

        Assert.Equal($$"""{"email":"{{known.Person.Email}}","email_verified":true}""", (await server.ReadAsync(known, "/email")).Body);
        Assert.Equal("+441234567", (await server.ReadAsync(known, "/phone")).Json.Text("phone_number"));
        Assert.False((bool)(await server.ReadAsync(known, "/phone")).Json["phone_number_verified"]!);
        Assert.Equal("""{"email_verified":false}""", (await server.ReadAsync(bare, "/email")).Body);
        Assert.Equal("""{"phone_number_verified":false}""", (await server.ReadAsync(bare, "/phone")).Body);
    }
}
