using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Identity.Core.Data;

// SQLite and SQL Server forget the kind of a time; all times of the product are UTC.
internal sealed class UtcDateTimeConverter() : ValueConverter<DateTime, DateTime>(
    time => time,
    time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
