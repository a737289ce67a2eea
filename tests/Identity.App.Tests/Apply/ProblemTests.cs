using Identity.Core.Clients;

namespace Identity.App.Tests.Apply;

public sealed class ProblemTests : IAsyncLifetime
{
    private const string Fine = "\"redirect_uris\":[\"https://a.example.com/\"],\"token_endpoint_auth_method\":\"none\"";
    private readonly Database database = new();

    public static TheoryData<string> Unsupported => [.. UnsupportedMetadata.Members];

    public ValueTask InitializeAsync() => database.InitializeAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task All_problems_are_reported_together_with_line_column_and_member()
    {
        var problems = await database.ProblemsAsync("""
            {
              "clients": [
                { "client_id": "a", "redirect_uri": "https://a.example.com/", "token_endpoint_auth_method": "none" },
                { "client_id": "b", "redirect_uris": "https://b.example.com/",
                  "é": 1, "first_party": "yes" }
              ],
              "scope": []
            }
            """);

        Assert.Contains("line 3, column 25: clients[0].redirect_uri: There is no such member. Did you mean 'redirect_uris'?", problems);
        Assert.Contains("line 4, column 42: clients[1].redirect_uris: This must be a list of texts, not a text.", problems);
        Assert.Contains(problems, problem => problem.StartsWith("line 5, column 7: clients[1].é: There is no such member.", StringComparison.Ordinal));
        Assert.Contains("line 5, column 30: clients[1].first_party: This must be true or false, not a text.", problems);
        Assert.Contains("line 7, column 3: scope: There is no such section. Did you mean 'scopes'?", problems);
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("{\n  \"clients\": [,]\n}", "line 2")]
    [InlineData("[]", "The file is one object")]
    [InlineData("""{"clients":{}}""", "must be a list of clients")]
    [InlineData("""{"clients":[],"clients":[]}""", "It is there twice")]
    [InlineData("""{"clients":[{}]}""", "'client_id' is missing")]
    public async Task A_malformed_file_is_explained(string json, string reason)
        => Assert.Contains(await database.ProblemsAsync(json), problem => problem.Contains(reason, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Unsupported))]
    public async Task A_member_of_a_later_version_is_refused_by_name(string member)
        => Assert.Contains($"clients[0].{member}: It is not supported by this version.", Assert.Single(await database.ProblemsAsync($$"""{"clients":[{"client_id":"a",{{Fine}},"{{member}}":"x"}]}""")), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"redirect_uris\":[\"https://a.example.com/\"]", "'client_secret' is missing")]
    [InlineData("\"redirect_uris\":[\"https://a.example.com/\"],\"client_secret\":\"short\"", "32 to 1000 characters; this one has 5")]
    [InlineData("\"redirect_uris\":[\"https://a.example.com/\"],\"client_secret\":{\"env\":\"IDENTITY_TEST_NOT_SET\"}", "'IDENTITY_TEST_NOT_SET' is not set")]
    [InlineData("\"redirect_uris\":[\"https://a.example.com/\"],\"client_secret\":{\"file\":\"/nowhere\"}", "can't be read")]
    [InlineData(Fine + ",\"client_secret\":\"0123456789012345678901234567890123456789\"", "keeps no secret")]
    [InlineData(Fine + ",\"scope\":\"openid profil\"", "There is no scope 'profil'. Did you mean 'profile'?")]
    [InlineData(Fine + ",\"require_pkce\":false", "Only a client that authenticates")]
    [InlineData(Fine + ",\"grant_types\":[\"implicit\"]", "'implicit' is not supported by this version")]
    [InlineData(Fine + ",\"response_types\":[\"token\"]", "'token' is not supported by this version")]
    [InlineData(Fine + ",\"grant_types\":[\"refresh_token\"]", "'refresh_token' needs 'authorization_code'")]
    [InlineData(Fine + ",\"grant_types\":[\"client_credentials\"]", "'client_credentials' is for clients that authenticate")]
    [InlineData(Fine + ",\"application_type\":\"spa\"", "'spa' is not supported by this version. Supported: web, native.")]
    [InlineData(Fine + ",\"access_token_lifetime\":5", "5 is not between 60 and 86400 seconds")]
    [InlineData(Fine + ",\"access_token_lifetime\":1.5", "a whole number")]
    [InlineData(Fine + ",\"refresh_token_idle_lifetime\":90,\"refresh_token_absolute_lifetime\":80", "can't be longer")]
    [InlineData(Fine + ",\"logo_uri\":\"http://a.example.com/x\"", "plain http")]
    [InlineData(Fine + ",\"state\":\"gone\"", "\"absent\"")]
    [InlineData("\"redirect_uris\":[],\"token_endpoint_auth_method\":\"none\"", "At least one is needed")]
    public async Task A_wrong_client_is_explained(string members, string reason)
        => Assert.Contains(await database.ProblemsAsync($$"""{"clients":[{"client_id":"a",{{members}}}]}"""), problem => problem.Contains(reason, StringComparison.Ordinal));

    [Theory]
    [InlineData("""{"scopes":[{"name":"openid","description":"Mine"}]}""", "a scope of this product")]
    [InlineData("""{"scopes":[{"name":"a b"}]}""", "visible ASCII characters")]
    [InlineData("""{"scopes":[{"name":"a","resources":["https://x.example.com"]}]}""", "There is no resource 'https://x.example.com'")]
    [InlineData("""{"resources":[{"identifier":"api"}]}""", "not an absolute URI")]
    [InlineData("""{"resources":[{"identifier":"urn:identity:x"}]}""", "belong to this product")]
    [InlineData("""{"resources":[{"identifier":"https://x.example.com","signing_alg":"HS256"}]}""", "'HS256' is not supported")]
    [InlineData("""{"resources":[{"identifier":"https://x.example.com","permissions":["read"]}]}""", "not of the form area:verb")]
    [InlineData("""{"roles":[{"name":"Owner","permissions":[]}]}""", "a role of this product")]
    [InlineData("""{"roles":[{"name":"Clerk","permissions":["user:read"]}]}""", "Did you mean 'users:read'?")]
    [InlineData("""{"roles":[{"name":"Clerk","permissions":["*"]}]}""", "There is no permission '*'")]
    [InlineData("""{"groups":[{"name":"a","parent":"b"},{"name":"b","parent":"a"}]}""", "above itself")]
    [InlineData("""{"groups":[{"name":"a","roles":["Owner"]}]}""", "to people, not to groups")]
    [InlineData("""{"users":[{"username":"a@b"}]}""", "no @")]
    [InlineData("""{"users":[{"username":"a","password":"short"}]}""", "users[0].password")]
    [InlineData("""{"users":[{"username":"a","email":"nope"}]}""", "users[0].email")]
    [InlineData("""{"users":[{"username":"a","email":"a@example.com"},{"username":"b","email":"A@example.com"}]}""", "Another entry has this email")]
    [InlineData("""{"users":[{"username":"a"},{"username":"A"}]}""", "in the file twice")]
    [InlineData("""{"users":[{"username":"a","birthdate":"31.12.1990"}]}""", "is not a date")]
    [InlineData("""{"users":[{"username":"a","roles":["Ownr"]}]}""", "There is no role 'Ownr'. Did you mean 'Owner'?")]
    [InlineData("""{"users":[{"username":"a","sub":"1"}]}""", "a 'sub' of its own")]
    [InlineData("""{"users":[{"username":"a","address":{"contry":"France"}}]}""", "Did you mean 'country'?")]
    public async Task Other_mistakes_are_explained(string json, string reason)
        => Assert.Contains(await database.ProblemsAsync(json), problem => problem.Contains(reason, StringComparison.Ordinal));
}
