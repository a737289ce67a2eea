using Microsoft.AspNetCore.Identity;

namespace Identity.Core.Users.Passwords.Hashing;

/// <summary>Makes and checks password hashes, a bounded number at a time.</summary>
public sealed class PasswordHashing
{
    private readonly Argon2idPasswordHasher _hasher;
    private readonly HashingGate _gate;
    private readonly PasswordRehash _rehash;

    internal PasswordHashing(Argon2idPasswordHasher hasher, HashingGate gate, PasswordRehash rehash)
        => (_hasher, _gate, _rehash) = (hasher, gate, rehash);

    /// <summary>Hashes a password that the rules accepted.</summary>
    public async Task<PasswordHashResult> HashAsync(User user, string password, CancellationToken ct)
    {
        using var place = await _gate.EnterAsync(ct);
        return place is null
            ? new PasswordHashResult.Busy(_gate.LongestWait)
            : new PasswordHashResult.Done(_hasher.HashPassword(user, password));
    }

    /// <summary>
    /// Checks a password. Takes equally long when there is no such user or the user has no password. A hash made at
    /// another cost is replaced in a transaction of its own: hold none while calling this.
    /// </summary>
    public async Task<PasswordCheck> VerifyAsync(User? user, string password, CancellationToken ct)
    {
        using var place = await _gate.EnterAsync(ct);
        if (place is null) return new PasswordCheck.Busy(_gate.LongestWait);

        if (user?.PasswordHash is not { } stored)
        {
            _hasher.Waste(password);
            return new PasswordCheck.Differs();
        }

        switch (_hasher.VerifyHashedPassword(user, stored, password))
        {
            case PasswordVerificationResult.Success:
                return new PasswordCheck.Matches();
            case PasswordVerificationResult.SuccessRehashNeeded:
                await _rehash.SaveAsync(user, stored, _hasher.HashPassword(user, password), ct);
                return new PasswordCheck.Matches();
            default:
                return new PasswordCheck.Differs();
        }
    }
}

/// <summary>What became of a password that was to be hashed.</summary>
public abstract record PasswordHashResult
{
    private PasswordHashResult() { }

    public sealed record Done(string Hash) : PasswordHashResult;

    /// <summary>Too many at once: answer 503 with Retry-After.</summary>
    public sealed record Busy(TimeSpan RetryAfter) : PasswordHashResult;
}

/// <summary>What became of a password that was to be checked.</summary>
public abstract record PasswordCheck
{
    private PasswordCheck() { }

    public sealed record Matches : PasswordCheck;

    public sealed record Differs : PasswordCheck;

    /// <summary>Too many at once: answer 503 with Retry-After.</summary>
    public sealed record Busy(TimeSpan RetryAfter) : PasswordCheck;
}
