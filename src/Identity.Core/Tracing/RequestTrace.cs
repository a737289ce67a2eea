using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.Tracing;

/// <summary>What was checked of one request, in order: an admin looks it up by the reference that the page showed.</summary>
public sealed class RequestTrace
{
    public const int OutcomeLength = 100;

    public Guid Id { get; set; }

    /// <summary>Eight characters that a person can read out.</summary>
    public required string Reference { get; set; }

    public DateTime At { get; set; }

    /// <summary>Such as <c>authorization</c>, <c>token</c>, <c>signin</c>.</summary>
    public required string Kind { get; set; }

    /// <summary><c>succeeded</c>, or the error code of the answer.</summary>
    public required string Outcome { get; set; }

    public string? ClientId { get; set; }
    public Guid? UserId { get; set; }
    public string? IpAddress { get; set; }

    /// <summary>A JSON array of <see cref="TraceCheck"/>: no secrets.</summary>
    public required string Checks { get; set; }
}

/// <summary>One check of a request.</summary>
/// <param name="Name">What was checked, such as <c>redirect_uri</c>.</param>
/// <param name="Passed">Whether it was as it must be.</param>
/// <param name="Expected">What would have been right.</param>
/// <param name="Received">What came.</param>
public sealed record TraceCheck(string Name, bool Passed, string? Expected = null, string? Received = null);

internal sealed class RequestTraceMapping : IEntityTypeConfiguration<RequestTrace>
{
    public void Configure(EntityTypeBuilder<RequestTrace> trace)
    {
        trace.ToTable("RequestTraces");
        trace.Property(t => t.Reference).HasMaxLength(8);
        trace.HasIndex(t => t.Reference);
        trace.HasIndex(t => t.At);
        trace.Property(t => t.Kind).HasMaxLength(Lengths.Code);
        trace.Property(t => t.Outcome).HasMaxLength(RequestTrace.OutcomeLength);
        trace.Property(t => t.ClientId).HasMaxLength(Lengths.ClientId);
        trace.Property(t => t.IpAddress).HasMaxLength(Lengths.IpAddress);
    }
}
