using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Data;

public sealed class PostgreSqlIdentityDb(DbContextOptions<PostgreSqlIdentityDb> options) : IdentityDb(options);
