using System.Diagnostics;
using System.Text;
using Identity.Benchmarks.Machine;
using Identity.Benchmarks.Measuring;
using Identity.Benchmarks.Operations;
using Identity.Benchmarks.Servers;
using Identity.Testing.Receivers;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Identity.Benchmarks;

/// <summary>How fast one worker empties the outbox, against MailKit alone that sends one of the same mails as often, over as many connections.</summary>
internal static class Mails
{
    // As many as a worker has under way, by default.
    private const int Connections = 20;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

    public static async Task PrintAsync(ServerKind ours, BenchmarkOptions options)
    {
        await using (var server = await MeasuredServer.StartAsync(ours, countAllocations: false)) await server.ForgetAsync(0);
        await using var sink = SmtpReceiver.Start();
        string[] email = [.. sink.Settings().Select(setting => $"--{setting.Key}={setting.Value}")];
        var kind = ours.WithRoles("worker");
        await using var worker = WorkerProcess.Start(kind with { Command = [.. Cores.OfServer, .. kind.Command, .. email] });
        // What was queued by the page, so that the worker is warm and a mail is at hand.
        var mail = await sink.NextAsync();

        await FillAsync(ours, options.Mails);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < options.Mails; i++)
        {
            if (watch.Elapsed > Longest) throw new InvalidOperationException($"The worker has sent {i:N0} mails only.");
            await sink.NextAsync();
        }

        var own = options.Mails / watch.Elapsed.TotalSeconds;
        var bare = options.Mails / (await SendAsync(sink, mail, options.Mails)).TotalSeconds;
        var left = await Database.ReadAsync(ours.ConnectionString, """SELECT COUNT(*) FROM "OutboxMessages" WHERE "Kind" = 'email' AND "Attempts" <> 1""");
        Console.WriteLine();
        Console.WriteLine(Table.Text($"mails: {options.Mails:N0} by one worker in {watch.Elapsed:mm\\:ss}, {own:N0} a second; MailKit alone {bare:N0}; the worker takes {bare / own:0.0} times as long; {left} were taken more than once"));
    }

    private static Task<int> FillAsync(ServerKind ours, int count) => Database.ExecuteAsync(ours.ConnectionString, $"""
        INSERT INTO "OutboxMessages" ("Id", "Kind", "Payload", "PayloadVersion", "CreatedAt", "DueAt", "ExpiresAt", "Status", "Attempts")
        SELECT gen_random_uuid(), m."Kind", m."Payload", m."PayloadVersion", m."CreatedAt", m."DueAt", m."ExpiresAt" + interval '1 hour', 1, 0
        FROM (SELECT * FROM "OutboxMessages" WHERE "Kind" = 'email' LIMIT 1) m, generate_series(1, {count})
        """);

    private static async Task<TimeSpan> SendAsync(SmtpReceiver sink, string mail, int count)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(mail));
        var message = await MimeMessage.LoadAsync(content);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async i =>
        {
            using var client = new SmtpClient();
            await client.ConnectAsync("127.0.0.1", sink.Port, SecureSocketOptions.None);
            for (var n = i; n < count; n += Connections) await client.SendAsync(message);
            await client.DisconnectAsync(quit: true);
        }));
        for (var i = 0; i < count; i++) await sink.NextAsync();
        return watch.Elapsed;
    }
}
