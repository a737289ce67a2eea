using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.ValueGeneration;

namespace Identity.Core.Data;

// New rows of churning tables go to the end of the index instead of all over it (RFC 9562, version 7).
internal sealed class TimeOrderedId : ValueGenerator<Guid>
{
    public override bool GeneratesTemporaryValues => false;

    public override Guid Next(EntityEntry entry) => Guid.CreateVersion7();
}
