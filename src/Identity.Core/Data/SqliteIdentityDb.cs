using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Data;

public sealed class SqliteIdentityDb(DbContextOptions<SqliteIdentityDb> options) : IdentityDb(options);
