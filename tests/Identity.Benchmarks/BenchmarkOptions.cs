using System.Globalization;

namespace Identity.Benchmarks;

/// <summary>What to measure, from the command line.</summary>
internal sealed record BenchmarkOptions
{
    public const string Usage = """
        Measures this server against an OpenIddict server as its documentation sets it up.

          dotnet run -c Release --project tests/Identity.Benchmarks [-- options]

          --operations a,b   only these: client_credentials, introspection, discovery, jwks, userinfo, refresh, code, signin
          --seconds 5        length of one round
          --rounds 5         rounds for each server, in turns
          --workers 8        requests at a time
          --resources        cold start and memory too, which takes a minute; alone: --operations none --resources
          --scale            the cost of tokens with 10 and 10,000 clients, 1,000 and 1,000,000 people
          --drain 10000000   so many expired rows, deleted by the worker while tokens are issued
          --mails 10000      so many queued mails, sent by the worker to a sink; alone: --operations none --mails 10000

        IDENTITY_TEST_POSTGRES names a PostgreSQL with pg_stat_statements; without it one is started for the time being.
        """;

    public IReadOnlyList<string>? Operations { get; private init; }

    public TimeSpan Round { get; private init; } = TimeSpan.FromSeconds(5);

    public int Rounds { get; private init; } = 5;

    public int Workers { get; private init; } = 8;

    public bool Resources { get; private init; }

    public bool Scale { get; private init; }

    public long Drain { get; private init; }

    public int Mails { get; private init; }

    /// <exception cref="FormatException">What is wrong with them.</exception>
    public static BenchmarkOptions Parse(string[] args)
    {
        var options = new BenchmarkOptions();
        for (var i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--operations" => options with { Operations = Value().Split(',') },
                "--seconds" => options with { Round = TimeSpan.FromSeconds(Number()) },
                "--rounds" => options with { Rounds = (int)Number() },
                "--workers" => options with { Workers = (int)Number() },
                "--resources" => options with { Resources = true },
                "--scale" => options with { Scale = true },
                "--drain" => options with { Drain = Number() },
                "--mails" => options with { Mails = (int)Number() },
                _ => throw new FormatException($"Unknown option '{args[i]}'."),
            };

            string Value() => ++i < args.Length ? args[i] : throw new FormatException($"'{args[i - 1]}' needs a value.");
            long Number() => long.TryParse(Value(), CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw new FormatException($"'{args[i - 1]}' needs a number above 0.");
        }

        return options;
    }
}
