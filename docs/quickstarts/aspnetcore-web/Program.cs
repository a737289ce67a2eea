using Quickstart.Web;

var builder = WebApplication.CreateBuilder(args);

builder.WebHost.UseUrls(builder.Configuration["Url"] ?? "http://localhost:5100");
builder.Services.AddRazorPages(pages => pages.Conventions.AuthorizePage("/Account"));
builder.Services.AddOidcSignIn(builder.Configuration.GetSection("Oidc"));

var app = builder.Build();

app.UseExceptionHandler("/failed");
app.UseStaticFiles();
app.UseAuthentication();
app.UseAuthorization();
app.MapRazorPages();

app.Run();
