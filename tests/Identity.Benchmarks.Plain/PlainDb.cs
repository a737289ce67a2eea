using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Identity.Benchmarks.Plain;

/// <summary>Accounts and OpenIddict's tables in one database.</summary>
internal sealed class PlainDb(DbContextOptions<PlainDb> options) : IdentityDbContext<IdentityUser>(options);
