using Identity.Benchmarks.Plain;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

// An OpenIddict server as its documentation and samples set it up, with accounts of ASP.NET Core Identity. One thing is
// different: access tokens are not encrypted, so that both servers of the benchmark issue the same kind of token.
var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddDbContext<PlainDb>(options => options.UseNpgsql(builder.Configuration["Database"]).UseOpenIddict());
builder.Services.AddIdentity<IdentityUser, IdentityRole>().AddEntityFrameworkStores<PlainDb>().AddDefaultTokenProviders();
builder.Services.Configure<IdentityOptions>(options =>
{
    options.ClaimsIdentity.UserNameClaimType = Claims.Name;
    options.ClaimsIdentity.UserIdClaimType = Claims.Subject;
    options.ClaimsIdentity.RoleClaimType = Claims.Role;
    options.ClaimsIdentity.EmailClaimType = Claims.Email;
});
builder.Services.AddOpenIddict()
    .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<PlainDb>())
    .AddServer(server =>
    {
        server.SetAuthorizationEndpointUris("connect/authorize")
            .SetTokenEndpointUris("connect/token")
            .SetUserInfoEndpointUris("connect/userinfo")
            .SetIntrospectionEndpointUris("connect/introspect");
        server.RegisterScopes(Scopes.Email, Scopes.Profile, Scopes.Roles, "api");
        server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().AllowClientCredentialsFlow();
        server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
        server.DisableAccessTokenEncryption();
        server.UseAspNetCore()
            .EnableAuthorizationEndpointPassthrough()
            .EnableTokenEndpointPassthrough()
            .EnableUserInfoEndpointPassthrough()
            .DisableTransportSecurityRequirement();
    });
builder.Services.AddAuthorization();

var app = builder.Build();
await SeedData.WriteAsync(app.Services, app.Configuration);
app.UseAuthentication();
app.UseAuthorization();
app.MapMethods("/connect/authorize", ["GET", "POST"], AuthorizationEndpoint.AnswerAsync);
app.MapPost("/connect/token", TokenEndpoint.AnswerAsync);
app.MapMethods("/connect/userinfo", ["GET", "POST"], UserInfoEndpoint.AnswerAsync);
app.MapPost("/signin", SignInEndpoint.AnswerAsync);
app.Run();
